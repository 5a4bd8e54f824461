/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Replaces one section of a Markdown file, or appends it; the other sections stay as they are. */
export function writeSection(file: string, name: string, lines: string[]): void {
	const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
	const section = [begin, '', ...lines, '', end].join('\n');
	const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
	const [from, to] = [text.indexOf(begin), text.indexOf(end)];
	const before = from < 0 ? text : text.slice(0, from);
	const after = from < 0 ? '' : text.slice(to + end.length);
	const gap = from < 0 && text !== '' ? '\n' : '';
	writeFileSync(file, before + gap + section + (after || '\n'));
}
