const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');

/** A table of Markdown. */
export const table = (head: string[], rows: string[][]): string =>
	[head, head.map(() => '---'), ...rows]
		.map((cells) => `| ${cells.map(cell).join(' | ')} |`)
		.join('\n');

/** A block of JSON. */
export const json = (value: object): string =>
	`\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;

/** The anchor that GitHub gives a heading. */
export const anchorOf = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replace(/ /g, '-');

/** The words of a key. Throws where there are none, so that nothing stays without a translation. */
export function wordsFor(words: Readonly<Record<string, string>>, key: string): string {
	if (!(key in words)) throw new Error(`No words for ${key}`);
	return words[key];
}
