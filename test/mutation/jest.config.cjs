const { join } = require('node:path');
const base = require('../../jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: join(__dirname, '..', '..'),
	testMatch: [`<rootDir>/test/${process.env.MUTATION_TESTS ?? '**/*'}.test.mts`],
	// Random, so that a change would be noticed in one run and not in another.
	testPathIgnorePatterns: ['/node_modules/', 'strangeCalls'],
};
