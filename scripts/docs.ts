/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
// Writes the parts of the documentation that follow from the code: npm run docs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadBuiltPackage } from '../engine';
import {
	errorItemOf,
	EXAMPLE_TIME,
	exampleOf,
	itemsOf,
	operationRuns,
} from '../test/support/operationRuns';
import { SendScene } from '../test/support/sendScene';
import type { ExampleItem } from './exampleItems';
import type { docSections } from './docTables';

const ROOT = join(__dirname, '..');
const ITEMS = 'scripts/exampleItems.json';

function write(path: string, content: string, name: string): void {
	if (readFileSync(join(ROOT, path), 'utf8') === content) return;
	writeFileSync(join(ROOT, path), content);
	process.stdout.write(`${path}: ${name} written\n`);
}

/** Runs every operation once, each in a WeChat of its own, so that an id depends on nothing but its own run. */
async function writeExampleItems(): Promise<void> {
	// As a program loads it: for the sources, require would take the codex file of the node in their place.
	const nodePackage = loadBuiltPackage(ROOT);
	const example = async (items: (scene: SendScene) => ReturnType<typeof errorItemOf>) => {
		const scene = await SendScene.start({ now: () => EXAMPLE_TIME, nodePackage });
		const item = exampleOf(await items(scene));
		await scene.stop();
		return item;
	};
	const items: Record<string, ExampleItem> = { error: await example(errorItemOf) };
	for (const name of Object.keys(operationRuns).sort()) {
		items[name] = await example(async (scene) => await itemsOf(name, scene));
	}
	write(ITEMS, `${JSON.stringify(items, undefined, '\t')}\n`, 'example items');
}

async function main(): Promise<void> {
	await writeExampleItems();
	// Loaded only now, because it reads the example items.
	const tables = (await import('./docTables')) as {
		docSections: typeof docSections;
		replaced: (content: string, section: ReturnType<typeof docSections>[number]) => string;
	};
	for (const section of tables.docSections()) {
		const content = readFileSync(join(ROOT, section.file), 'utf8');
		write(section.file, tables.replaced(content, section), section.name);
	}
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		process.stderr.write(`${error.stack}\n`);
		process.exit(1);
	},
);
