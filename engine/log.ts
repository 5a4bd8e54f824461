/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'n8n-workflow';

const currentLines = new AsyncLocalStorage<string[]>();

/** JSON of anything: a repeated ancestor becomes "[Circular]", as n8n stores run data without endless loops. */
export function safeJson(value: unknown): string {
	const ancestors: unknown[] = [];
	return (
		JSON.stringify(value, function (this: unknown, _key, current: unknown) {
			if (typeof current === 'bigint') return current.toString();
			if (typeof current !== 'object' || current === null) return current;
			while (ancestors.length > 0 && ancestors[ancestors.length - 1] !== this) ancestors.pop();
			if (ancestors.includes(current)) return '[Circular]';
			ancestors.push(current);
			return current;
		}) ?? ''
	);
}

/** n8n's logger prints an error given as metadata with these fields (backend-common logger.js). */
function printable(value: unknown): unknown {
	if (!(value instanceof Error)) return value;
	const { name, message, stack, cause } = value;
	return { name, message, stack, cause: cause instanceof Error ? printable(cause) : undefined };
}

function write(level: string, message: string, metadata: object = {}): void {
	const entries = Object.entries(metadata).map(([key, value]) => [key, printable(value)]);
	const details = entries.length > 0 ? ` ${safeJson(Object.fromEntries(entries))}` : '';
	currentLines.getStore()?.push(`${level} ${message}${details}`);
}

/** Stands in for n8n's logger at level debug: every line goes to the run that caused it, none to the console. */
export const engineLog: Logger & { scoped: () => Logger } = {
	error: (message, metadata) => write('error', message, metadata),
	warn: (message, metadata) => write('warn', message, metadata),
	info: (message, metadata) => write('info', message, metadata),
	debug: (message, metadata) => write('debug', message, metadata),
	scoped: () => engineLog,
};

/** Runs `work` and collects into `lines` what n8n logs meanwhile, also when several runs overlap. */
export async function withLog<T>(lines: string[], work: () => Promise<T>): Promise<T> {
	return await currentLines.run(lines, work);
}
