const { join } = require('node:path');
const base = require('../../jest.config.cjs');

const root = join(__dirname, '..', '..');
const tests = (process.env.MUTATION_TESTS ?? '**/*').split(',');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: root,
	// Jest lists all files below for each change: not those of node_modules.
	roots: [join(root, 'test')],
	// Stryker does not resolve <rootDir> here.
	testEnvironment: join(__dirname, 'environment.cjs'),
	testMatch: tests.map((name) => `<rootDir>/test/${name}.test.mts`),
	runner: join(__dirname, 'runner.cjs'),
	// Random, so that a change would be noticed in one run and not in another; or minutes long.
	testPathIgnorePatterns: ['/node_modules/', 'strangeCalls', 'syncProperties', 'thirtyPolls'],
};
