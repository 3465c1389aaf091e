/*
 * A minimal node that evaluates expressions: the cost for any node that reads them for each item. The benchmark
 * installs it as a custom node.
 */
const values = ['first', 'second', 'third', 'fourth', 'fifth'];

exports.Evaluation = class {
	description = {
		displayName: 'Evaluation',
		name: 'evaluation',
		group: ['transform'],
		version: 1,
		description: 'Evaluates expressions for each item and returns one item',
		defaults: { name: 'Evaluation' },
		inputs: ['main'],
		outputs: ['main'],
		properties: values.map((name) => ({ displayName: name, name, type: 'string', default: '' })),
	};

	async execute() {
		const names = values.filter((name) => name in this.getNode().parameters);
		const count = this.getInputData().length;
		for (let index = 0; index < count; index++) {
			for (const name of names) this.getNodeParameter(name, index);
		}
		return [[{ json: {} }]];
	}
};
