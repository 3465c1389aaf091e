const { join } = require('node:path');
const base = require('../../jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: join(__dirname, '..', '..'),
	testMatch: ['<rootDir>/test/e2e/**/*.e2e.mts'],
	testTimeout: 120_000,
	// Most of them wait for n8n.
	maxWorkers: 2,
};
