/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { inspect } from 'node:util';

import type { Engine, RunResult } from '../../engine';
import type { Simulator } from '../../simulator';

type Method = (...input: unknown[]) => Promise<unknown>;

/** Everything of an object, however deep: hidden properties, causes, stacks. */
const wholeText = (value: unknown): string =>
	inspect(value, {
		depth: Infinity,
		showHidden: true,
		maxArrayLength: Infinity,
		maxStringLength: Infinity,
	});

/** What must stay between the credential and WeChat. Session keys are let out only where that is asked for. */
function secretsOf({ state }: Simulator, issuerSecret: string, input: unknown[]): string[] {
	const accounts = state.accounts.flatMap(({ appSecret, tokens }) => [appSecret, ...tokens.values]);
	const wantsSessionKey = JSON.stringify(input).includes('"includeSessionKey":true');
	const secrets = [...accounts, issuerSecret, ...(wantsSessionKey ? [] : state.sessionKeys)];
	return secrets.filter((secret) => secret !== '');
}

/** Throws when one of the secrets stands in the text, as it is or as in a URL. */
export function sweep(text: string, secrets: string[]): void {
	for (const secret of secrets) {
		for (const form of [secret, encodeURIComponent(secret)]) {
			const at = text.indexOf(form);
			if (at < 0) continue;
			const before = text.slice(Math.max(0, at - 200), at);
			throw new Error(`A secret of ${secret.length} characters came out after: ${before}`);
		}
	}
}

/**
 * The same engine, but whatever comes out of it (results, run data as stored, logs, hints, errors with
 * their causes) is searched for the simulator's secrets; a find fails the call, and so the test.
 */
export function sweptEngine(engine: Engine, simulator: Simulator, issuerSecret = ''): Engine {
	const check = (outcome: unknown, input: unknown[]) => {
		const stored = (outcome as Partial<RunResult> | undefined)?.serialized?.() ?? '';
		sweep(wholeText(outcome) + stored, secretsOf(simulator, issuerSecret, input));
	};
	const swept =
		(method: Method): Method =>
		async (...input) => {
			const outcome = await method(...input).catch((error: unknown) => {
				check(error, input);
				throw error;
			});
			check(outcome, input);
			return outcome;
		};
	const entries = Object.entries(engine).map(([name, value]: [string, unknown]) => [
		name,
		typeof value === 'function' ? swept(value as Method) : value,
	]);
	return Object.fromEntries(entries) as Engine;
}
