'use strict';

const { readFileSync } = require('node:fs');
const { default: TestRunner } = require('jest-runner');

/** The names of the tests in each file, as far as it has run in this process. */
const namesIn = new Map();

/**
 * Runs the tests that call a file directly before those that start n8n's engine, and none after a file with a failed
 * test: that is enough to know that a change was noticed. Stryker turns off Jest's own `bail`. Skips files without a
 * test that reaches the change, which Jest would load to find that out.
 */
module.exports = class extends TestRunner {
	async runTests(tests, watcher, options) {
		let hasFailed = false;
		this.on('test-file-success', ([{ path }, { numFailingTests, testResults }]) => {
			hasFailed ||= numFailingTests > 0;
			namesIn.set(
				path,
				testResults.map(({ fullName }) => fullName),
			);
		});
		this.on('test-file-failure', () => (hasFailed = true));
		const { testNamePattern } = this._globalConfig;
		const pattern = new RegExp(testNamePattern ?? '', 'i');
		const isReached = ({ path }) => namesIn.get(path)?.some((name) => pattern.test(name)) ?? true;
		const startsEngine = ({ path }) => Number(readFileSync(path, 'utf8').includes('/engine/'));
		const order = tests.filter(isReached).sort((a, b) => startsEngine(a) - startsEngine(b));
		for (const test of order) {
			if (!hasFailed) await super.runTests([test], watcher, options);
		}
	}
};
