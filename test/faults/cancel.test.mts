import type { INodeParameters, OnError } from 'n8n-workflow';

import type { Clock } from '../../nodes/PlugsurfingEmp/api/http/clock.ts';
import type { Fault } from '../../simulator/simulator.mts';
import { useSimulator } from '../engine/againstSimulator.mts';
import { byId, runOperation } from '../engine/operation.mts';
import { time } from '../engine/simulatedTime.mts';
import { KEY, START } from '../support/pageExamples.mts';

/*
 * Real time: n8n reports a cancelled execution at once, but does the node end as well?
 */

/** The twentieth second of a minute, on another day for each test. */
let mockNow = Date.UTC(2026, 0, 31, 12, 0, 20);

// The clock stands there, and chance wants long waits. Pauses are real.
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/systemClock.js', () => {
	const { systemClock } = jest.requireActual<{ systemClock: (context: unknown) => Clock }>(
		'../../dist/nodes/PlugsurfingEmp/api/http/systemClock.js',
	);
	return {
		systemClock: (context: unknown): Clock => ({
			...systemClock(context),
			now: () => mockNow,
			random: () => 0.99,
		}),
	};
});

// Counts the requests that leave the node, whether or not they reach the server.
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);

const simulator = useSimulator({
	keys: 1200,
	latencyMs: 20,
	sessionPace: { startsAfterMs: 60_000, completesAfterMs: 60_000 },
});
beforeEach(() => {
	mockNow += 24 * 3_600_000;
	simulator().chargingKeys.add({ ...KEY, keyIdentifier: START.keyIdentifier });
});

function pause(ms: number): Promise<void> {
	return new Promise((go) => setTimeout(go, ms));
}

/** Waits until so many requests have arrived; if they never do, the test shall fail rather than hang. */
async function arrivals(count: number): Promise<void> {
	const deadline = Date.now() + 10_000;
	while (simulator().requestCount < count && Date.now() < deadline) await pause(5);
}

interface Deed {
	operation: string;
	parameters: INodeParameters;
	options?: INodeParameters;
	items?: number;
	onError?: OnError;
}

/** Runs it, cancels it a little after so many requests have arrived, and waits until the node has ended. */
async function cancelAfter(requests: number, { operation, parameters, options, ...deed }: Deed) {
	let cancelledAt = Number.NaN;
	let sentBefore = 0;
	const { status, nodeEnded } = await runOperation(
		simulator(),
		operation,
		{ ...parameters, options: { maxRetries: 10, ...options } },
		{
			onError: deed.onError,
			items: Array.from({ length: deed.items ?? 1 }, () => ({})),
			started: (cancel) => {
				void (async () => {
					await arrivals(requests);
					await pause(100);
					sentBefore = time.sent;
					cancelledAt = Date.now();
					cancel();
				})();
			},
		},
	);
	await nodeEnded;
	const tookMs = Date.now() - cancelledAt;
	await pause(200);
	return { status, tookMs, sentAfter: time.sent - sentBefore };
}

const disable: Deed = {
	operation: 'chargingKey.disable',
	parameters: { chargingKeyId: byId(START.keyIdentifier) },
};
const listAll: Deed = { operation: 'chargingKey.getAll', parameters: { returnAll: true } };
const exportAll: Deed = { operation: 'chargingKey.export', parameters: {} };
const startAndWait: Deed = {
	operation: 'session.start',
	parameters: {
		connectorId: byId(START.connectorId),
		chargingKeyId: byId(START.keyIdentifier),
	},
	options: { waitUntilStarted: true, pollInterval: 30 },
};

const MOMENTS: Array<[string, Deed, Fault | undefined, number]> = [
	['an answer', disable, { kind: 'hang' }, 1],
	['the rest of an answer', listAll, { kind: 'slowBody', durationMs: 20_000 }, 1],
	['the second page of a list', listAll, { kind: 'hang', after: 1 }, 2],
	['the second page of an export', exportAll, { kind: 'hang', after: 1 }, 2],
	['the next try', disable, { kind: 'status', status: 503 }, 1],
	['a session that is to start', startAndWait, undefined, 2],
	[
		'as long as Retry-After says',
		disable,
		{ kind: 'status', status: 429, headers: { 'retry-after': '9' } },
		1,
	],
	['the next minute', disable, { kind: 'status', status: 429 }, 1],
];

describe('an execution that is cancelled', () => {
	test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'in the middle of many items starts no new one (%s)',
		async (onError) => {
			const many: Deed = { ...disable, items: 300, options: { maxConcurrent: 5 }, onError };
			const { status, tookMs, sentAfter } = await cancelAfter(20, many);

			expect(status).toBe('canceled');
			expect(tookMs).toBeLessThan(1000);
			expect(sentAfter).toBe(0);
		},
	);

	test.each(MOMENTS)(
		'while it waits for %s ends within a second, and nothing more is sent',
		async (_, deed, fault, requests) => {
			if (fault) simulator().faults.add(fault);
			const { status, tookMs, sentAfter } = await cancelAfter(requests, deed);

			expect(status).toBe('canceled');
			expect(tookMs).toBeLessThan(1000);
			expect(sentAfter).toBe(0);
			expect(simulator().requestCount).toBe(requests);
		},
	);

	test('while its items wait for the next minute because one was refused ends as soon', async () => {
		simulator().faults.add({ kind: 'status', status: 429 });
		const many: Deed = { ...disable, items: 300, options: { maxConcurrent: 5 } };
		const { status, tookMs, sentAfter } = await cancelAfter(5, many);

		expect(status).toBe('canceled');
		expect(tookMs).toBeLessThan(1000);
		expect(sentAfter).toBe(0);
		expect(simulator().requestCount).toBeLessThan(15);
	});
});
