const base = require('../../jest.config.js');

/** The workflow tests, with n8n 1.123 below the engine and the nodes. `line.test.ts` proves that it is. */
module.exports = {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/{compat,workflow}/**/*.test.ts'],
	moduleNameMapper: {
		'^(n8n-core|n8n-workflow|reflect-metadata)(/.*)?$': '<rootDir>/test/compat/node_modules/$1$2',
	},
};
