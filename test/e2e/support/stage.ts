/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { installN8n } from '../../../playground/n8n/install';
import { packProject, startN8n } from '../../../playground/n8n/instance';
import { newOwner } from '../../../playground/n8n/owner';
import { N8nRest } from '../../../playground/n8n/rest';
import { Started } from '../../support/program';
import { chromiumPath } from './machine';

/** Names of the environment variables by which test files find what {@link startStage} has started. */
export const STAGE = {
	n8n: 'E2E_N8N_URL',
	session: 'E2E_N8N_SESSION',
	log: 'E2E_N8N_LOG',
	browser: 'E2E_BROWSER',
} as const;

/** Chromium looks for Google's hosts and for a graphics card unless told not to. */
const CHROMIUM_FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/**
 * Starts one n8n with the packed package, and one Chromium, for all test files. Returns what ends them; a
 * signal to this process ends them too.
 */
export async function startStage(): Promise<Started> {
	const started = new Started();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => void started.end().finally(() => process.exit(1)));
	}
	let complete = false;
	try {
		await startAll(started);
		complete = true;
	} finally {
		if (!complete) await started.end();
	}
	return started;
}

async function startAll(started: Started): Promise<void> {
	const executablePath = await chromiumPath();
	const installation = await installN8n();
	const folder = started.folder('n8n-e2e-');
	const n8n = await startN8n(installation, {
		userFolder: join(folder, 'user'),
		packages: [await packProject(folder)],
		// As n8n's own image has it; jest's "test" would be passed on.
		env: { NODE_ENV: 'production' },
	});
	await started.add(n8n.stop);
	// Signals are handled above; playwright's own handlers would exit before n8n has ended.
	const [handleSIGINT, handleSIGTERM, handleSIGHUP] = [false, false, false];
	const browser = await chromium.launchServer({
		executablePath,
		args: CHROMIUM_FLAGS,
		handleSIGINT,
		handleSIGTERM,
		handleSIGHUP,
	});
	await started.add(async () => await browser.close());
	const rest = new N8nRest(n8n.url);
	await rest.signIn(newOwner());
	process.env[STAGE.n8n] = n8n.url;
	process.env[STAGE.session] = rest.session;
	process.env[STAGE.log] = n8n.logFile;
	process.env[STAGE.browser] = browser.wsEndpoint();
}
