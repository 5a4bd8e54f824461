const base = require('../../jest.config.js');

/** The workflow tests on n8n 1.123. `line.test.ts` proves that it is what they run on. */
module.exports = {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/{compat,workflow}/**/*.test.ts'],
	moduleNameMapper: {
		'^(n8n-core|n8n-workflow|reflect-metadata)(/.*)?$': '<rootDir>/test/compat/node_modules/$1$2',
	},
};
