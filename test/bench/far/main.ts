/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a program of its own */
import { freePort } from '../../../playground/n8n/commands';
import { startDelay } from './delay';
import type { FarTask } from './farServer';
import { startTlsFront } from './tlsFront';

async function main({ target, port, oneWay, certificates, idle }: FarTask): Promise<void> {
	const inner = await freePort();
	await startTlsFront(inner, target, certificates, idle);
	const outer = await freePort(port);
	await startDelay(outer, inner, oneWay);
	process.send!(outer);
}

process.once('disconnect', () => process.exit());
void main(JSON.parse(process.argv[2]) as FarTask);
