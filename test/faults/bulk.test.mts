import type { INodeParameters } from 'n8n-workflow';

import type { Fault, Simulator } from '../../simulator/simulator.mts';
import { useSimulator, withSimulator } from '../engine/againstSimulator.mts';
import { byId, results, runOperation } from '../engine/operation.mts';
import { REQUESTS_PER_MINUTE } from '../engine/smallRateLimit.mts';
import { time } from '../engine/simulatedTime.mts';

jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/rateLimit.js', () =>
	jest.requireActual<object>('../engine/smallRateLimit.mts'),
);
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/systemClock.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);

const MINUTE = 60_000;
const KEYS = 500;

beforeEach(() => {
	time.nextMinute();
});

/** The keys of a simulator that are to be disabled, as items. */
function keysOf({ chargingKeys }: Simulator) {
	return [...chargingKeys].map(({ keyIdentifier }) => ({ keyIdentifier }));
}

function disable(
	simulator: Simulator,
	items: Array<{ keyIdentifier: string }>,
	options: INodeParameters = {},
) {
	return runOperation(
		simulator,
		'chargingKey.disable',
		{
			chargingKeyId: byId('={{ $json.keyIdentifier }}'),
			options: { maxRetries: 4, ...options },
		},
		{ items },
	);
}

function disabled(items: Array<{ keyIdentifier: string }>) {
	return items.map(({ keyIdentifier }) => ({ keyIdentifier, enabled: false }));
}

/** How many requests arrived in each clock minute, and how many of them were rejected. */
function minutesOf({ requests }: Simulator) {
	const minutes = new Map<number, { arrived: number; refused: number }>();
	for (const { at, status } of requests) {
		const minute = Math.floor(at / MINUTE);
		const { arrived, refused } = minutes.get(minute) ?? { arrived: 0, refused: 0 };
		minutes.set(minute, { arrived: arrived + 1, refused: refused + Number(status === 429) });
	}
	return [...minutes.values()];
}

describe('more keys than requests per minute', () => {
	// A little latency, so that requests overlap at the simulator.
	const simulator = useSimulator({
		keys: KEYS,
		requestsPerMinute: REQUESTS_PER_MINUTE,
		latencyMs: 2,
		now: time.now,
	});

	test('are all disabled within fair use, ten at a time, in order', async () => {
		const items = keysOf(simulator());
		const began = time.now();
		const result = await disable(simulator(), items);

		expect(result.status).toBe('success');
		expect(results(result)).toMatchObject(disabled(items));
		expect(result.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
		expect([...simulator().chargingKeys].filter(({ enabled }) => enabled)).toEqual([]);
		expect(minutesOf(simulator())).toEqual([
			{ arrived: REQUESTS_PER_MINUTE, refused: 0 },
			{ arrived: KEYS - REQUESTS_PER_MINUTE, refused: 0 },
		]);
		expect(simulator().mostInFlight).toBeLessThanOrEqual(10);
		expect(time.mostInFlight).toBe(10);
		// These requests take at least one change of the minute.
		expect(time.now() - began).toBeLessThan(MINUTE + 2000);
		expect(result.hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Waited 6[012] seconds for the next minute/),
		]);
	});
});

describe('when the daily limit is used up', () => {
	beforeEach(() => {
		time.nextDay();
	});

	const refused: Fault = { kind: 'status', status: 429, times: 'always' };

	function disableAll(simulator: Simulator, options: INodeParameters) {
		return runOperation(
			simulator,
			'chargingKey.disable',
			{ chargingKeyId: byId('={{ $json.keyIdentifier }}'), options },
			{ items: keysOf(simulator), onError: 'continueErrorOutput' },
		);
	}

	test.each([0, 4])('all items fail within minutes, with %i retries each', (maxRetries) =>
		withSimulator({ keys: KEYS, now: time.now }, async (simulator) => {
			simulator.faults.add(refused);
			const began = time.now();
			const { status, outputs } = await disableAll(simulator, { maxRetries });

			expect(status).toBe('success');
			expect(outputs[0]).toEqual([]);
			expect(outputs[1]).toHaveLength(KEYS);
			expect(outputs[1]?.at(-1)).toEqual({
				json: {
					...keysOf(simulator).at(-1),
					error: expect.stringContaining(
						'the daily limit of 1,000,000 requests per API key',
					) as string,
					message: expect.stringContaining('after midnight UTC') as string,
					details: { httpCode: '429' },
				},
				pairedItem: { item: KEYS - 1 },
			});
			expect(time.now() - began).toBeLessThan(3 * MINUTE);
			expect(simulator.requestCount).toBeLessThan(50);
		}),
	);

	test('requests succeed again once a probe is accepted', () =>
		withSimulator({ keys: 50, now: time.now }, async (simulator) => {
			simulator.faults.add(refused);
			await disableAll(simulator, { maxRetries: 4 });
			simulator.faults.clear();
			const soon = await disableAll(simulator, { maxRetries: 4 });
			expect(soon.outputs[0]).toEqual([]);

			for (let minute = 0; minute < 6; minute++) time.nextMinute();
			const { outputs } = await disableAll(simulator, { maxRetries: 4, maxConcurrent: 1 });
			expect(outputs[0]).toHaveLength(50);
		}));
});

/** Sends requests with the same API key as another process would. */
async function anotherProcess({ baseUrl, apiKey }: Simulator, requests: number) {
	for (let sent = 0; sent < requests; sent++) {
		await fetch(`${baseUrl}/emp/v1/sessions/any`, { headers: { 'x-api-key': apiKey } });
	}
}

describe('when another process uses up the minute', () => {
	test.each([
		['no Retry-After', false],
		['Retry-After', true],
	])('rejected requests do not all return at once: %s', (_, retryAfter) =>
		withSimulator(
			{ keys: 50, requestsPerMinute: 50, retryAfter, now: time.now },
			async (simulator) => {
				await anotherProcess(simulator, 50);
				const items = keysOf(simulator);
				const result = await disable(simulator, items, { maxConcurrent: 50 });

				expect(results(result)).toMatchObject(disabled(items));
				expect(minutesOf(simulator)).toEqual([
					{ arrived: 100, refused: 50 },
					{ arrived: 50, refused: 0 },
				]);
				const arrivals = simulator.requests.slice(100).map(({ at }) => at % MINUTE);
				expect(Math.max(...arrivals)).toBeLessThan(2000);
				// 50 in two seconds, evenly, are 5 in each fifth of a second.
				const crowds = arrivals.map(
					(from) => arrivals.filter((at) => at >= from && at < from + 200).length,
				);
				expect(Math.max(...crowds)).toBeLessThanOrEqual(7);
			},
		),
	);

	test('again and again, no item is lost and few requests are rejected', () =>
		withSimulator({ keys: 230, requestsPerMinute: 50, now: time.now }, async (simulator) => {
			await anotherProcess(simulator, 20);
			const items = keysOf(simulator);
			const result = await disable(simulator, items);

			expect(results(result)).toMatchObject(disabled(items));
			const minutes = minutesOf(simulator);
			expect(minutes).toHaveLength(5);
			for (const { refused } of minutes) expect(refused).toBeLessThanOrEqual(10);
		}));
});
