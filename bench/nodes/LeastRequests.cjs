/*
 * A minimal node that sends requests, or reads whole lists by cursor, some concurrently. It sends them as any
 * community node must, checks nothing and keeps the last row.
 */
exports.LeastRequests = class {
	description = {
		displayName: 'Least requests',
		name: 'leastRequests',
		group: ['transform'],
		version: 1,
		description: 'Sends requests and returns the last row of the last one',
		defaults: { name: 'Least requests' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'plugsurfingEmpApi', required: true }],
		properties: [
			{ displayName: 'Requests', name: 'requests', type: 'json', default: '[]' },
			{ displayName: 'Rows', name: 'rows', type: 'string', default: '' },
			{ displayName: 'In Flight', name: 'inFlight', type: 'number', default: 1 },
		],
	};

	async execute() {
		const field = this.getNodeParameter('rows', 0);
		const upcoming = JSON.parse(this.getNodeParameter('requests', 0)).entries();
		const last = [];
		const worker = async () => {
			for (const [index, request] of upcoming) {
				let cursor;
				do {
					const page = await this.helpers.httpRequestWithAuthentication.call(
						this,
						'plugsurfingEmpApi',
						{ json: true, ...request, ...(cursor && { qs: { cursor } }) },
					);
					last[index] = page[field].at(-1) ?? last[index];
					cursor = page.cursor;
				} while (cursor);
			}
		};
		const inFlight = this.getNodeParameter('inFlight', 0);
		await Promise.all(Array.from({ length: inFlight }, worker));
		return [[{ json: last.at(-1) ?? {} }]];
	}
};
