'use strict';

const { readFileSync } = require('node:fs');
const { default: TestRunner } = require('jest-runner');

/**
 * Runs the tests that call a file directly before those that start n8n's engine, and none after a file with a failed
 * test: that is enough to know that a change was noticed. Stryker turns off Jest's own `bail`.
 */
module.exports = class extends TestRunner {
	async runTests(tests, watcher, options) {
		let hasFailed = false;
		this.on('test-file-success', ([, { numFailingTests }]) => (hasFailed ||= numFailingTests > 0));
		this.on('test-file-failure', () => (hasFailed = true));
		const startsEngine = ({ path }) => Number(readFileSync(path, 'utf8').includes('/engine/'));
		for (const test of [...tests].sort((a, b) => startsEngine(a) - startsEngine(b))) {
			if (!hasFailed) await super.runTests([test], watcher, options);
		}
	}
};
