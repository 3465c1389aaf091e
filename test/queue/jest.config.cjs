const { join } = require('node:path');
const base = require('../../jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: join(__dirname, '..', '..'),
	testMatch: ['<rootDir>/test/queue/**/*.queue.mts'],
	testTimeout: 300_000,
	maxWorkers: 1,
};
