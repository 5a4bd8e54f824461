/** The property of the sends, drawn thousands of times: `npm run test:soak`. */
process.env.INVARIANT_CASES ??= '5000';

module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/workflow/invariant.test.ts'],
	coverageThreshold: undefined,
};
