/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { keepFilesIn } from '../../engine';

/** Where n8n keeps the files of executions. */
export const FILE_MODES = ['default', 'filesystem'] as const;

/** Has n8n keep files so during the tests of this `describe` block. */
export function useFileMode(mode: (typeof FILE_MODES)[number]): void {
	if (mode === 'default') return;
	let folder: string;
	let end: () => void;
	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), 'wechat-files-'));
		end = await keepFilesIn(folder);
	});
	afterAll(() => {
		end();
		rmSync(folder, { recursive: true });
	});
}
