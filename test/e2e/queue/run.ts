/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command line program */
import { installN8n } from '../../../playground/n8n/install';
import { newOwner } from '../../../playground/n8n/owner';
import { N8nRest } from '../../../playground/n8n/rest';
import { startSimulator } from '../../../simulator';
import { program } from '../../support/program';
import type { Started } from '../../support/program';
import { addTemplate, storeAccount } from '../../support/realWorkflow';
import { startCluster } from './cluster';
import { runNotify } from './notify';
import { runOutbox } from './outbox';
import { Findings, tell } from './scene';
import type { Scene } from './scene';
import { installServices } from './services';

/** A WeChat as far away as the real one, so that the kill meets calls under way. */
const LATENCY_MS = 40;

/** The parts of the test. Without an argument all run, one after the other; an argument names one. */
const PARTS: Record<string, (scene: Scene) => Promise<void>> = {
	notify: runNotify,
	outbox: runOutbox,
};

async function setUp(started: Started): Promise<Scene> {
	await installServices();
	const installation = await installN8n(tell);
	const simulator = await started.start(async () => await startSimulator({ latency: LATENCY_MS }));
	tell('Starting Redis, PostgreSQL, main, webhook process and two workers ...');
	const cluster = await startCluster(installation, 2, started);
	tell(cluster.description);
	const rest = new N8nRest(cluster.main.url);
	await rest.signIn(newOwner());
	const templateId = addTemplate(simulator);
	const account = await storeAccount(rest, simulator);
	return { simulator, cluster, rest, account, templateId, findings: new Findings() };
}

program(async (started) => {
	const [chosen = ''] = process.argv.slice(2);
	if (chosen && !(chosen in PARTS)) throw new Error(`Parts: ${Object.keys(PARTS).join(', ')}`);
	const scene = await setUp(started);
	for (const run of chosen ? [PARTS[chosen]] : Object.values(PARTS)) await run(scene);
	return scene.findings.passed;
});
