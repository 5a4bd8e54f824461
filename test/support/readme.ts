import { readRepositoryFile } from './paths';

/** The README as text. */
export const readme = readRepositoryFile('README.md');

/** A part of the README under one heading of any level, up to the next heading. */
export interface ReadmeSection {
	text: string;
	/** Its JSON examples, in their order. */
	examples: unknown[];
}

/** The README by heading, code blocks not mistaken for headings. */
export const readmeSections = (): Map<string, ReadmeSection> => sectionsOf(readme);

/** A page of the documentation by heading. */
export function sectionsOf(page: string): Map<string, ReadmeSection> {
	const parts = page.split(/^#{1,4} (?=[A-Z])/m).slice(1);
	return new Map(
		parts.map((part) => {
			const end = part.indexOf('\n');
			const text = part.slice(end);
			const blocks = [...text.matchAll(/^```json\n([^]*?)^```$/gm)];
			return [part.slice(0, end), { text, examples: blocks.map(([, json]) => JSON.parse(json)) }];
		}),
	);
}

/** The code blocks of shell commands, line by line. */
export const shellCommands = (markdown: string): string[] =>
	[...markdown.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, block]) => block.trim().split('\n'));

/** The anchor that GitHub gives a heading. */
export const anchorOf = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replace(/ /g, '-');
