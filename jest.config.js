/**
 * Tests run on the TypeScript sources; `test/workflow/builtPackage.test.ts` is the one that loads dist.
 *
 * `npm test` starts jest with more room for short-lived objects (`--max-semi-space-size`, in MB): every test file
 * loads its own n8n-core, and collecting that garbage less often took the run from 260 to 222 seconds.
 */
module.exports = {
	testEnvironment: 'node',
	runtime: '<rootDir>/scripts/jestRuntime.cjs',
	testMatch: [
		'<rootDir>/test/{unit,workflow}/**/*.test.ts',
		'<rootDir>/{simulator,engine}/test/**/*.test.ts',
	],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
	// The other provider also watches n8n-core, which takes most of the time of a run.
	coverageProvider: 'babel',
	collectCoverageFrom: ['{wechat,shared,nodes,credentials}/**/*.ts'],
	coverageThreshold: { global: { lines: 95 } },
	coverageReporters: ['text-summary', 'lcovonly'],
	testTimeout: 30_000,
	// Many tests wait for the pauses between repeated calls, so there are more of them than cores.
	maxWorkers: 4,
};
