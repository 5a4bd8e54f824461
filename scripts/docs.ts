/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
// Writes the tables of the documentation that follow from the code: npm run docs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { docSections, marksOf, sectionIn } from './docTables';

for (const section of docSections()) {
	const path = join(__dirname, '..', section.file);
	const content = readFileSync(path, 'utf8');
	const [start, end] = marksOf(section);
	const current = content.slice(content.indexOf(start), content.indexOf(end) + end.length);
	if (sectionIn(content, section) === section.text) continue;
	writeFileSync(
		path,
		content.replace(current, () => `${start}\n\n${section.text}\n\n${end}`),
	);
	process.stdout.write(`${section.file}: ${section.name} written\n`);
}
