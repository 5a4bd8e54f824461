/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';

import { CONTROL_PARTS } from '../control';
import { CENTRAL_SERVER_PATH, Simulator, startSimulator } from '../index';
import type { Fault } from '../index';
import { ENDPOINTS } from '../routes';
import { USUAL_QUIRKS } from '../settings';
import { Client } from './client';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
const part = (heading: string) => readme.split(`## ${heading}\n`)[1].split('\n## ')[0];
const marked = (text: string) => [...text.matchAll(/`([^`\s]+)`/g)].map(([, word]) => word);

/** The paths of a row: one without a slash in front lies beside the last one that has one. */
function pathsOf(row: string): string[] {
	let folder = '';
	return marked(row).map((path) => {
		const full = path.startsWith('/') ? path : folder + path;
		if (path.startsWith('/')) folder = path.slice(0, path.lastIndexOf('/') + 1);
		return full;
	});
}

it('names every endpoint, and none that is not there', () => {
	const rows = part('What it plays').split('\n').slice(0, -1);
	const table = rows.filter((row) => row.startsWith('|') && !row.includes('Message push'));
	const paths = table.flatMap(pathsOf);
	expect([...new Set(paths)].sort()).toEqual([...ENDPOINTS.keys(), CENTRAL_SERVER_PATH].sort());
});

it('names every view and action', () => {
	const names = CONTROL_PARTS.flatMap(({ views = {}, actions = {} }) => [
		...Object.keys(views),
		...Object.keys(actions),
	]);
	const table = part('Control API')
		.split('\n')
		.filter((row) => row.startsWith('|'));
	expect(table.flatMap(marked).sort()).toEqual(names.sort());
});

it('names every quirk', () => {
	const names = Object.keys(USUAL_QUIRKS);
	expect(names.filter((name) => !marked(part('Quirks')).includes(name))).toEqual([]);
});

it('names kinds of faults that can be ordered', () => {
	const rows = part('Faults')
		.split('\n')
		.filter((row) => row.startsWith('| `'));
	const kinds = rows.flatMap((row) => marked(row.split('|')[1]));
	expect(kinds.length).toBeGreaterThan(8);
	const simulator = new Simulator();
	for (const kind of kinds) simulator.order({ kind } as Fault);
	expect(() => simulator.order({ kind: 'none' } as unknown as Fault)).toThrow('"none"');
});

it('has an example that runs', async () => {
	const [, example] = /^```ts\n([^]+?)^```$/m.exec(part('Start'))!;
	const gap = '// … let your program send to weChat.url …';
	expect(example).toContain(gap);
	const send = async (weChat: Simulator, touser: string, { id }: { id: string }) => {
		const client = new Client(weChat);
		const data = { thing1: { value: '咖啡' }, amount2: { value: '58' } };
		const message = { touser, template_id: id, data };
		const token = await client.stableToken();
		const answer = await client.post('/cgi-bin/message/subscribe/send', message, token);
		expect(answer.body).toMatchObject({ errcode: 0 });
	};
	const body = example
		.replace("import { startSimulator } from './simulator';", '')
		.replace(gap, 'await send(weChat, alice, template);');
	const run = runInThisContext(`(async (startSimulator, send, expect) => {${body}})`) as (
		...given: unknown[]
	) => Promise<void>;
	await run(startSimulator, send, expect);
	expect.assertions(3);
});
