import type { IDataObject } from 'n8n-workflow';

import { useSimulator } from '../engine/againstSimulator.mts';
import { expectRejected, results, runOperation } from '../engine/operation.mts';
import { time } from '../engine/simulatedTime.mts';

jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/systemClock.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);

const ITEMS = 60;

const simulator = useSimulator({ keys: 1, now: time.now });
let sessionId = '';
beforeEach(() => {
	time.nextMinute();
	sessionId = simulator().sessions.start('any', 'any');
});

type Value = IDataObject[string];

function getSession(option: string, values: Value[]) {
	return runOperation(
		simulator(),
		'session.get',
		{ sessionId, options: { [option]: '={{ $json.value }}' } },
		{ items: values.map((value) => ({ value })), onError: 'continueErrorOutput' },
	);
}

/** Runs a node that stops on failure; nothing may be sent. */
function getAndStop(option: string, value: Value) {
	return runOperation(
		simulator(),
		'session.get',
		{ sessionId, options: { [option]: '={{ $json.value }}' } },
		{ items: [{ value }] },
	);
}

describe('Max Concurrent Items', () => {
	test.each([0, -1, 51, 1e9, 2.5, 'abc', '5 at a time', true, {}, []])(
		'rejects %j before anything is sent',
		async (value) => {
			expectRejected(
				simulator(),
				await getAndStop('maxConcurrent', value),
				`"Max Concurrent Items" must be a whole number from 1 to 50, but it is ${JSON.stringify(value)}`,
			);
		},
	);

	test.each([
		[1, 1],
		['5', 5],
		[50, 50],
		['', 10],
		[null, 10],
	])('%j allows %i concurrent requests', async (value, expected) => {
		const result = await getSession('maxConcurrent', Array<Value>(ITEMS).fill(value));
		expect(results(result)).toHaveLength(ITEMS);
		expect(time.mostInFlight).toBe(expected);
	});

	test('is that of the first item; an invalid value on another item affects only that item', async () => {
		const { outputs } = await getSession('maxConcurrent', [
			3,
			'many',
			...Array<Value>(20).fill(50),
		]);
		expect(outputs[0]).toHaveLength(21);
		expect(outputs[1]).toMatchObject([{ json: { value: 'many' }, pairedItem: { item: 1 } }]);
		expect(time.mostInFlight).toBe(3);
	});

	test('is one if the first item has an invalid value', async () => {
		const { outputs } = await getSession('maxConcurrent', [0, 50, 50, 50]);
		expect(outputs[0]).toHaveLength(3);
		expect(outputs[1]).toMatchObject([{ json: { value: 0 }, pairedItem: { item: 0 } }]);
		expect(time.mostInFlight).toBe(1);
	});
});

describe('Max Retries', () => {
	test.each([-1, 11, 0.5, 'abc', false, {}])(
		'rejects %j before anything is sent',
		async (value) => {
			expectRejected(
				simulator(),
				await getAndStop('maxRetries', value),
				`"Max Retries" must be a whole number from 0 to 10, but it is ${JSON.stringify(value)}`,
			);
		},
	);

	test.each([
		[0, 0],
		['2', 2],
		[10, 10],
		['', 4],
		[null, 4],
	])('%j retries a request %i times', async (value, expected) => {
		simulator().faults.add({ kind: 'status', status: 503, times: 'always' });
		const { error } = await getAndStop('maxRetries', value);
		expect(error?.message).toContain('(503)');
		expect(simulator().requestCount).toBe(1 + expected);
	});

	test('of a list is checked', async () => {
		const result = await runOperation(simulator(), 'chargingKey.getAll', {
			options: { maxRetries: 11 },
		});
		expectRejected(
			simulator(),
			result,
			'"Max Retries" must be a whole number from 0 to 10, but it is 11',
		);
	});
});
