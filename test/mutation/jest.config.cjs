const { join } = require('node:path');
const base = require('../../jest.config.cjs');

const root = join(__dirname, '..', '..');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: root,
	// Stryker does not resolve <rootDir> here.
	testEnvironment: join(root, 'test', 'environment', 'environment.cjs'),
	testMatch: [`<rootDir>/test/${process.env.MUTATION_TESTS ?? '**/*'}.test.mts`],
	runner: join(__dirname, 'runner.cjs'),
	// Random, so that a change would be noticed in one run and not in another.
	testPathIgnorePatterns: ['/node_modules/', 'strangeCalls'],
};
