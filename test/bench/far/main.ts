/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a program of its own */
import { freePort } from '../../../playground/n8n/commands';
import { startDelay } from './delay';
import type { FarAnswer, FarTask, FarWish } from './farServer';
import { TlsFront } from './tlsFront';

async function main({ target, port, oneWay, certificates }: FarTask): Promise<void> {
	const inner = await freePort();
	const front = await TlsFront.start(inner, target, certificates);
	const outer = await freePort(port);
	await startDelay(outer, inner, oneWay);
	const tell = () =>
		process.send!({ port: outer, connections: front.connections } satisfies FarAnswer);
	process.on('message', (wish: FarWish) => {
		if (wish === 'closeWhenUsed') front.closeWhenUsed();
		tell();
	});
	tell();
}

process.once('disconnect', () => process.exit());
void main(JSON.parse(process.argv[2]) as FarTask);
