// Lints files as n8n does before it verifies a published package (@n8n/scan-community-package, scanner.mjs):
// its rules, without regard to comments that switch rules off.
// Usage: node scripts/scan.mjs <folder> <file pattern> ...
import { ESLint } from 'eslint';
import { defineConfig } from 'eslint/config';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

// The lint tool of n8n brings the plugins along.
const load = createRequire(createRequire(import.meta.url).resolve('@n8n/node-cli/eslint'));
const { n8nCommunityNodesPlugin } = load('@n8n/eslint-plugin-community-nodes');
const n8nNodesBase = load('eslint-plugin-n8n-nodes-base');
const { parser } = load('typescript-eslint');

const rulesOf = (name) => n8nNodesBase.configs[name].rules;
const off = (...names) =>
	Object.fromEntries(names.map((name) => [`n8n-nodes-base/${name}`, 'off']));

const scan = defineConfig(
	n8nCommunityNodesPlugin.configs.recommended,
	{ plugins: { 'n8n-nodes-base': n8nNodesBase }, rules: { 'no-console': 'error' } },
	{ files: ['package.json'], rules: rulesOf('community') },
	{
		files: ['**/credentials/**/*.ts'],
		rules: {
			...rulesOf('credentials'),
			...off(
				'cred-class-field-documentation-url-miscased',
				'cred-class-field-type-options-password-missing',
			),
		},
	},
	{
		files: ['**/nodes/**/*.ts'],
		rules: {
			...rulesOf('nodes'),
			...off(
				'node-class-description-inputs-wrong-regular-node',
				'node-class-description-outputs-wrong',
				'node-param-type-options-max-value-present',
			),
		},
	},
	{ files: ['**/*.json', '**/*.ts'], languageOptions: { parser } },
);

const [folder, ...patterns] = process.argv.slice(2);
const eslint = new ESLint({
	cwd: resolve(folder),
	allowInlineConfig: false,
	overrideConfigFile: true,
	overrideConfig: scan,
});
const results = await eslint.lintFiles(patterns);
// Warnings do not end a verification.
const findings = results.flatMap(({ filePath, messages }) =>
	messages
		.filter(({ severity }) => severity === 2)
		.map(({ line, ruleId, message }) => `${filePath}:${line} ${ruleId}: ${message}\n`),
);
process.stdout.write(`${findings.join('')}${results.length} files scanned\n`);
process.exitCode = findings.length > 0 ? 1 : 0;
