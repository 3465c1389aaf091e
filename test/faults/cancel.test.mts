import type { INodeParameters, OnError } from 'n8n-workflow';

import type { Clock } from '../../nodes/PlugsurfingEmp/api/http/clock.ts';
import type { Fault } from '../../simulator/simulator.mts';
import { useSimulator } from '../engine/againstSimulator.mts';
import { byId, runOperation } from '../engine/operation.mts';
import { time } from '../engine/simulatedTime.mts';
import { KEY, START } from '../support/pageExamples.mts';

/*
 * Uses real time: n8n reports a cancelled execution at once, but the node must also end.
 */

/** Second 20 of a minute, on a different day for each test. */
let mockNow = Date.UTC(2026, 0, 31, 12, 0, 20);

// The clock stands still there, and random numbers ask for long waits. Pauses are real.
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

/** Waits until `count` requests have arrived, but not forever. */
async function arrivals(count: number): Promise<void> {
	const deadline = Date.now() + 10_000;
	while (simulator().requestCount < count && Date.now() < deadline) await pause(5);
}

interface Job {
	operation: string;
	parameters: INodeParameters;
	options?: INodeParameters;
	items?: number;
	onError?: OnError;
}

/** Runs a job, cancels it shortly after `requests` requests have arrived, and waits until the node has ended. */
async function cancelAfter(requests: number, { operation, parameters, options, ...job }: Job) {
	let cancelledAt = Number.NaN;
	let sentBefore = 0;
	const { status, nodeEnded } = await runOperation(
		simulator(),
		operation,
		{ ...parameters, options: { maxRetries: 10, ...options } },
		{
			onError: job.onError,
			items: Array.from({ length: job.items ?? 1 }, () => ({})),
			started: (cancel) => {
				void (async () => {
					await arrivals(requests);
					await pause(50);
					sentBefore = time.sent;
					cancelledAt = Date.now();
					cancel();
				})();
			},
		},
	);
	await nodeEnded;
	const tookMs = Date.now() - cancelledAt;
	await pause(50);
	return { status, tookMs, sentAfter: time.sent - sentBefore };
}

const disable: Job = {
	operation: 'chargingKey.disable',
	parameters: { chargingKeyId: byId(START.keyIdentifier) },
};
const listAll: Job = { operation: 'chargingKey.getAll', parameters: { returnAll: true } };
const exportAll: Job = { operation: 'chargingKey.export', parameters: {} };
const startAndWait: Job = {
	operation: 'session.start',
	parameters: {
		connectorId: byId(START.connectorId),
		chargingKeyId: byId(START.keyIdentifier),
	},
	options: { waitUntilStarted: true, pollInterval: 30 },
};

const MOMENTS: Array<[string, Job, Fault | undefined, number]> = [
	['an answer', disable, { kind: 'hang' }, 1],
	['the rest of a response', listAll, { kind: 'slowBody', durationMs: 20_000 }, 1],
	['the second page of a list', listAll, { kind: 'hang', after: 1 }, 2],
	['the second page of an export', exportAll, { kind: 'hang', after: 1 }, 2],
	['the next attempt', disable, { kind: 'status', status: 503 }, 1],
	['a session to start', startAndWait, undefined, 2],
	[
		'the time in Retry-After',
		disable,
		{ kind: 'status', status: 429, headers: { 'retry-after': '9' } },
		1,
	],
	['the next minute', disable, { kind: 'status', status: 429 }, 1],
];

describe('an execution that is cancelled', () => {
	test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'in the middle of many items starts no new item (%s)',
		async (onError) => {
			const many: Job = { ...disable, items: 300, options: { maxConcurrent: 5 }, onError };
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

	test('while its items wait for the next minute after a rejection ends within a second', async () => {
		simulator().faults.add({ kind: 'status', status: 429 });
		const many: Job = { ...disable, items: 300, options: { maxConcurrent: 5 } };
		const { status, tookMs, sentAfter } = await cancelAfter(5, many);

		expect(status).toBe('canceled');
		expect(tookMs).toBeLessThan(1000);
		expect(sentAfter).toBe(0);
		expect(simulator().requestCount).toBeLessThan(15);
	});
});
