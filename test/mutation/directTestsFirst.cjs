'use strict';

const { readFileSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/** Tests that call a file directly come before those that start n8n's engine: the first that fails ends a run. */
module.exports = class extends Sequencer {
	sort(tests) {
		const startsEngine = ({ path }) => Number(readFileSync(path, 'utf8').includes('/engine/'));
		return [...tests].sort((a, b) => startsEngine(a) - startsEngine(b));
	}
};
