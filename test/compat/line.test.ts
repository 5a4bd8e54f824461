/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { createRequire } from 'node:module';

import { dependencies } from './package.json';

const fromEngine = createRequire(require.resolve('../../engine'));
const fromCore = createRequire(fromEngine.resolve('n8n-core'));

it.each(Object.entries(dependencies))('the engine runs on %s %s', (name, version) => {
	expect(fromEngine(`${name}/package.json`)).toMatchObject({ name, version });
});

it('nodes and n8n-core share one n8n-workflow', () => {
	expect(fromCore('n8n-workflow')).toBe(fromEngine('n8n-workflow'));
});
