import { readRepositoryFile } from './paths';

/** The README as text, and the one in Chinese. */
export const readme = readRepositoryFile('README.md');
export const chineseReadme = readRepositoryFile('README.zh-CN.md');

/** The code blocks of shell commands, line by line. */
export const shellCommands = (markdown: string): string[] =>
	[...markdown.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, block]) => block.trim().split('\n'));
