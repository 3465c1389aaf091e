import type { INode } from 'n8n-workflow';

import { ApiError } from '../../nodes/PlugsurfingEmp/api/http/apiError.ts';
import { toNodeError } from '../../nodes/PlugsurfingEmp/api/nodeError.ts';
import { errorItem, itemRanges } from '../../nodes/PlugsurfingEmp/execution/itemErrors.ts';

const node: INode = {
	id: '1',
	name: 'Plugsurfing EMP',
	type: 'test',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

describe('the failure of an item', () => {
	test('is readable even if a non-error was thrown', () => {
		expect(toNodeError(node, 'oops', 3).message).toBe('oops [item 3]');
	});

	test('carries known details for the rest of the workflow, and no unknown ones', () => {
		const cause = new ApiError('It ended as FAILED', {
			remedy: 'Wait.',
			sessionId: 'abc',
			sessionStatus: 'FAILED',
		});
		expect(errorItem(toNodeError(node, cause, 2), 2)).toEqual({
			json: {
				error: 'It ended as FAILED [item 2]',
				message: 'Wait.',
				details: { sessionId: 'abc', sessionStatus: 'FAILED' },
			},
			pairedItem: { item: 2 },
		});
	});

	test.each([
		[
			{ remedy: 'Wait.', status: 503, mayHaveTakenEffect: true },
			{ httpCode: '503', mayHaveTakenEffect: true },
		],
		[{ remedy: 'Wait.', networkCode: 'ECONNRESET' }, { networkCode: 'ECONNRESET' }],
	])('distinguishes %j', (details, expected) => {
		const { json } = errorItem(toNodeError(node, new ApiError('No', details), 0), 0);
		expect(json.details).toEqual(expected);
	});

	test('has its own error only for the error output of an n8n without details', () => {
		const cause = new ApiError('No', { remedy: 'Wait.', status: 503 });
		const itemFor = (onError: INode['onError'], older: boolean) => {
			const failure = toNodeError({ ...node, onError }, cause, 0);
			if (older) delete failure.failure;
			else failure.failure = undefined;
			return errorItem(failure, 0);
		};
		const older = itemFor('continueErrorOutput', true);
		expect(older.error?.message).toBe('No [item 0]');
		expect({ ...older }).toStrictEqual({ ...itemFor('continueErrorOutput', false) });
		expect(itemFor('continueErrorOutput', false)).not.toHaveProperty('error');
		expect(itemFor('continueRegularOutput', true)).not.toHaveProperty('error');
	});
});

test.each([
	[[], ''],
	[[4], '4'],
	[[0, 1, 2, 3, 5], '0-3, 5'],
	[[1, 3, 4, 9], '1, 3-4, 9'],
])('items %j read as "%s"', (indices, words) => {
	expect(itemRanges(indices)).toBe(words);
});
