const { join } = require('node:path');
const base = require('../../jest.config.cjs');

const folder = process.env.TESTED_ENGINE_FOLDER;
if (!folder) throw new Error('Start these tests with npm run test:compatibility.');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: join(__dirname, '..', '..'),
	testMatch: ['<rootDir>/test/**/*.test.mts', '<rootDir>/test/compatibility/*.compatibility.mts'],
	// Tests that never use n8n. All others run, so that new ones are included.
	testPathIgnorePatterns: [
		'/node_modules/',
		'<rootDir>/test/(bench|docs|editor|geo|host|openapi|simulator|verify|workflows)/',
		// With 1.123, some runs exceed the timeout of a test for an unknown reason.
		'<rootDir>/test/faults/strangeResponses',
	],
	// Older engines leave handles open, so a run of a single file would never exit.
	forceExit: true,
	// Only n8n's newest version is known to work with the faster ones.
	runtime: undefined,
	testEnvironment: 'node',
	// For the tests, and for what the built node requires.
	moduleNameMapper: {
		'^(n8n-core|n8n-workflow)(/.*)?$': join(folder, 'node_modules', '$1$2'),
	},
};
