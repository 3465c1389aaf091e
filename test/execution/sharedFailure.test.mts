import { runNode } from '../engine/engine.mts';

const message = 'Node does not have any credentials set';

function runWithoutCredential(onError?: 'continueErrorOutput') {
	return runNode({
		parameters: { resource: 'session', operation: 'get', sessionId: 'any' },
		items: [{}, {}, {}],
		onError,
	});
}

describe('a failure of all items', () => {
	test('names only the item itself in the error of each item', async () => {
		const { outputs } = await runWithoutCredential('continueErrorOutput');
		expect(outputs[1]).toEqual(
			[0, 1, 2].map((item) => ({
				json: { error: `${message} [item ${item}]` },
				pairedItem: { item },
			})),
		);
	});

	test('stops the node with the error of the first item', async () => {
		const { error } = await runWithoutCredential();
		expect(error).toMatchObject({
			message: `${message} [item 0]`,
			description: 'No other item was done. Also failed: items 1-2.',
			context: { itemIndex: 0 },
		});
	});
});
