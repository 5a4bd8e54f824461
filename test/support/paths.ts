/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the repository. */
export const ROOT = join(__dirname, '../..');

/** A path of the repository as a path of this machine. */
export const inRepository = (...path: string[]): string => join(ROOT, ...path);

export const EXAMPLES = inRepository('examples');
export const DOCS = inRepository('docs');
/** The output schemas of the node's operations, as n8n looks for them: `<resource>/<operation>.json`. */
export const SCHEMAS = inRepository('nodes/WeChatMiniProgram/__schema__/v1.0.0');

/** A file of the repository as text. */
export const readRepositoryFile = (path: string): string =>
	readFileSync(inRepository(path), 'utf8');

/** Every file under a folder of the repository, as paths from its root. */
export const filesUnder = (folder: string): string[] =>
	readdirSync(inRepository(folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length + 1));
