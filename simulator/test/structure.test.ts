/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(__dirname, '..');
const IMPORT = /(?:from|import|require\()\s*'([^']+)'/g;

const FILES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.ts') && !path.startsWith('test/'))
	.sort();

/** What each file imports, types included: files of the simulator by path, everything else as written. */
const IMPORTS = new Map(
	FILES.map((file) => {
		const source = readFileSync(join(ROOT, file), 'utf8');
		return [file, [...source.matchAll(IMPORT)].map(([, name]) => resolve(file, name))];
	}),
);

function resolve(file: string, name: string): string {
	if (!name.startsWith('.')) return name;
	const path = normalize(join(dirname(file), name));
	return [`${path}.ts`, join(path, 'index.ts')].find((one) => FILES.includes(one)) ?? path;
}

/** The first circle that starts and ends in a file. */
function circleFrom(start: string): string[] | undefined {
	const seen = new Set<string>();
	const walk = (file: string, way: string[]): string[] | undefined => {
		for (const next of IMPORTS.get(file) ?? []) {
			if (next === start) return [...way, next];
			if (seen.has(next)) continue;
			seen.add(next);
			const found = walk(next, [...way, next]);
			if (found) return found;
		}
		return undefined;
	};
	return walk(start, [start]);
}

describe('the files of the simulator', () => {
	it('import nothing of the rest of the project', () => {
		const outside = [...IMPORTS].flatMap(([file, names]) =>
			names.filter((name) => name.startsWith('..')).map((name) => `${file}: ${name}`),
		);
		expect(outside).toEqual([]);
	});

	it('import one another without a circle', () => {
		expect(FILES.length).toBeGreaterThan(40);
		expect(FILES.map(circleFrom).filter(Boolean)).toEqual([]);
	});

	it('know HTTP in server/ only, and in push/, which calls the callback URL', () => {
		const http = /^(?:fastify|undici|node:http|node:net|server\/.*)$/;
		const knowing = [...IMPORTS].filter(([, names]) => names.some((name) => http.test(name)));
		const others = knowing.map(([file]) => file).filter((file) => !/^(server|push)\//.test(file));
		expect(others).toEqual(['index.ts']);
	});

	it('speak of no program that calls it on the page of the phones', () => {
		const page = readdirSync(join(ROOT, 'inbox/page'));
		expect(page).toContain('index.html');
		for (const file of page) {
			expect(readFileSync(join(ROOT, 'inbox/page', file), 'utf8')).not.toMatch(/n8n/i);
		}
	});
});
