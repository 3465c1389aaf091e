import { NodeOperationError, type INode } from 'n8n-workflow';

import { nodeFailure } from '../../nodes/PlugsurfingEmp/items/failure.ts';

const node: INode = {
	id: '1',
	name: 'Plugsurfing EMP',
	type: 'test',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

describe('the failure of an item', () => {
	test('names its own item, also when several items failed for one and the same reason', () => {
		const shared = new NodeOperationError(node, 'No credential', { description: 'Choose one.' });
		const failures = [0, 1].map((index) => nodeFailure(node, shared, index));
		expect(failures.map(({ message }) => message)).toEqual([
			'No credential [item 0]',
			'No credential [item 1]',
		]);
		expect(failures).toMatchObject([
			{ description: 'Choose one.', context: { itemIndex: 0 } },
			{ description: 'Choose one.', context: { itemIndex: 1 } },
		]);
	});

	test('is readable even if something else than an error was thrown', () => {
		expect(nodeFailure(node, 'oops', 3).message).toBe('oops [item 3]');
	});
});
