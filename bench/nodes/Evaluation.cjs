/*
 * The least node that evaluates expressions: what any node pays to read them for each item. The benchmark puts it
 * into n8n's folder for custom nodes.
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
