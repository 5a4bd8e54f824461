/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CONTROL_PARTS } from '../control';
import { CENTRAL_SERVER_PATH, Simulator } from '../index';
import type { Fault } from '../index';
import { ENDPOINTS } from '../routes';
import { USUAL_QUIRKS } from '../settings';

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
