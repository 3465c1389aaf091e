/* Returns the used heap of n8n's process after a garbage collection, in bytes. */
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

exports.Heap = class {
	description = {
		displayName: 'Heap',
		name: 'heap',
		group: ['transform'],
		version: 1,
		description: 'Collects garbage and returns the heap in use',
		defaults: { name: 'Heap' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute() {
		setFlagsFromString('--expose-gc');
		runInNewContext('gc')();
		return [[{ json: { bytes: process.memoryUsage().heapUsed } }]];
	}
};
