const { join } = require('node:path');
const base = require('../../jest.config.cjs');

const folder = process.env.TESTED_ENGINE_FOLDER;
if (!folder) throw new Error('Start these tests with npm run test:compatibility.');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: join(__dirname, '..', '..'),
	testMatch: ['<rootDir>/test/**/*.test.mts', '<rootDir>/test/compatibility/*.compatibility.mts'],
	// What never meets n8n. Any other test takes part, so that a new one is not forgotten.
	testPathIgnorePatterns: [
		'/node_modules/',
		'<rootDir>/test/(bench|docs|editor|geo|host|openapi|simulator|verify|workflows)/',
		// With 1.123, some runs do not end within the time of a test; why is not known.
		'<rootDir>/test/faults/strangeResponses',
	],
	// Something in older engines lives on, and a run of a single file would never end.
	forceExit: true,
	// Only n8n's newest version is known to work with the faster ones.
	runtime: undefined,
	testEnvironment: 'node',
	// For the tests, and for what the built node requires.
	moduleNameMapper: {
		'^(n8n-core|n8n-workflow)(/.*)?$': join(folder, 'node_modules', '$1$2'),
	},
};
