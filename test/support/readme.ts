import { anchorOf } from '../../scripts/markdown';
import { filesUnder, readRepositoryFile } from './paths';

/** The README as text, and the one in Chinese. */
export const readme = readRepositoryFile('README.md');
export const chineseReadme = readRepositoryFile('README.zh-CN.md');

/** Every page of the documentation. */
export const pages = [
	'README.md',
	'README.zh-CN.md',
	'CONTRIBUTING.md',
	'SECURITY.md',
	'CHANGELOG.md',
	'simulator/README.md',
	'engine/README.md',
	...filesUnder('docs').filter((path) => path.endsWith('.md')),
];

/** The anchors of a page's headings. */
export const anchorsIn = (markdown: string): string[] =>
	[...markdown.matchAll(/^#{1,4} (.+)$/gm)].map(([, heading]) => anchorOf(heading));

/** The code blocks of shell commands, line by line. */
export const shellCommands = (markdown: string): string[] =>
	[...markdown.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, block]) => block.trim().split('\n'));

const programs = 'npm|npx|node|curl|docker|git|apt-get|nginx|pngquant';

/** The commands of the text's shell blocks, without their comments, and those between backticks in its lines. */
export function commandsIn(markdown: string): string[] {
	const inline = [...markdown.matchAll(new RegExp(`\`((?:${programs}) [^\`\\n]+)\``, 'g'))];
	return [
		...shellCommands(markdown).map((line) => line.replace(/\s+# .*/, '')),
		...inline.map(([, command]) => command),
	];
}

/** The notes of each example, by its path. */
export const notes: Array<{ place: string; text: string }> = filesUnder('examples').flatMap(
	(place) => {
		const { nodes } = JSON.parse(readRepositoryFile(place)) as {
			nodes: Array<{ type: string; parameters: { content?: string } }>;
		};
		return nodes
			.filter(({ type }) => type === 'n8n-nodes-base.stickyNote')
			.map(({ parameters: { content = '' } }) => ({ place, text: content }));
	},
);
