'use strict';

const TestEnvironment = require('../environment/environment.cjs');

/** Skips what follows a failed test in its file: one is enough to know that a change was noticed. */
module.exports = class extends TestEnvironment {
	hasFailed = false;

	handleTestEvent({ name, test, describeBlock }) {
		// All test files share the globals, and with them these handlers: those of earlier files are called, too.
		if (name === 'run_start') this.hasFailed = false;
		else if (name === 'test_done') this.hasFailed ||= test.errors.length > 0;
		else if (this.hasFailed && name === 'test_start') test.mode = 'skip';
		else if (this.hasFailed && name === 'run_describe_start') describeBlock.mode = 'skip';
	}
};
