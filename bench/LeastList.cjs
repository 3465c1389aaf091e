// A node for n8n that lists the least: it asks for page after page and keeps the last row. What it takes, n8n takes.
class LeastList {
	description = {
		displayName: 'Least List',
		name: 'leastList',
		group: ['input'],
		version: 1,
		description: 'Asks for page after page and keeps the last row',
		defaults: { name: 'Least List' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'plugsurfingEmpApi', required: true }],
		properties: [
			{ displayName: 'Path', name: 'path', type: 'string', default: '' },
			{ displayName: 'Field', name: 'field', type: 'string', default: '' },
		],
	};

	async execute() {
		const { baseUrl, apiKey } = await this.getCredentials('plugsurfingEmpApi');
		const url = baseUrl + this.getNodeParameter('path', 0);
		const field = this.getNodeParameter('field', 0);
		const headers = { 'X-API-Key': apiKey };
		let page = {};
		do {
			const qs = page.cursor ? { cursor: page.cursor } : {};
			page = await this.helpers.httpRequest({ url, qs, headers, json: true });
		} while (page.cursor);
		return [[{ json: page[field].at(-1), pairedItem: 0 }]];
	}
}

module.exports = { LeastList };
