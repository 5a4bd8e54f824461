/** The package in a real n8n, driven through its editor and its production URLs: `npm run e2e`. */
module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	testMatch: ['<rootDir>/test/e2e/editor/*.test.ts', '<rootDir>/test/e2e/production/*.test.ts'],
	globalSetup: '<rootDir>/test/e2e/support/setup.ts',
	globalTeardown: '<rootDir>/test/e2e/support/teardown.ts',
	// All files share one n8n and one Chromium.
	maxWorkers: 1,
	testTimeout: 300_000,
};
