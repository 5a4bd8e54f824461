/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync } from 'node:fs';

import { run } from '../../../playground/n8n/commands';
import { installDebianPackages } from '../../support/debian';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const findBrowser = (): string | undefined => BROWSERS.find((path) => existsSync(path));

/**
 * The path of this machine's Chromium. Installs it, and a font for the Chinese on the screenshots, where
 * they are missing; throws with what to do where that is not possible.
 */
export async function chromiumPath(): Promise<string> {
	const missing = [
		...(findBrowser() ? [] : ['chromium']),
		...((await hasChineseFont()) ? [] : ['fontconfig', 'fonts-wqy-zenhei']),
	];
	if (missing.length > 0) await installDebianPackages('The editor tests need', missing);
	const found = findBrowser();
	if (found) return found;
	throw new Error(`No Chromium found. Looked at: ${BROWSERS.join(', ')}`);
}

async function hasChineseFont(): Promise<boolean> {
	const fonts = await run('fc-list', [':lang=zh', 'family']).catch(() => '');
	return fonts.trim() !== '';
}
