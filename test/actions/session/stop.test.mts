import type { INodeParameters } from 'n8n-workflow';

import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import {
	expectError,
	expectRejected,
	expectSentOnce,
	results,
	runOperation,
} from '../../engine/operation.mts';
import { time } from '../../engine/simulatedTime.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import { takesIds } from '../../support/identifiers.mts';
import { SESSION } from '../../support/pageExamples.mts';

jest.mock('../../../dist/nodes/PlugsurfingEmp/api/http/systemClock.js', () =>
	jest.requireActual<object>('../../engine/simulatedTime.mts'),
);
jest.mock('../../../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js', () =>
	jest.requireActual<object>('../../engine/simulatedTime.mts'),
);

const simulator = useSimulator({
	keys: 10,
	sessionPace: { startsAfterMs: 0, completesAfterMs: 300 },
	now: time.now,
});
beforeEach(() => {
	time.nextMinute();
});

/** A session that is charging. */
function started(connectorId = SESSION.connectorId): string {
	return simulator().sessions.start(connectorId, 'any');
}

function stop(sessionId: string, run?: Partial<NodeRun>, options: INodeParameters = {}) {
	return runOperation(simulator(), 'session.stop', { sessionId, options }, run);
}

describe('Stop a session', () => {
	test('returns the session ID and success, since the API returns no body', async () => {
		const sessionId = started();
		const { outputs } = await stop(sessionId);

		expectSentOnce(simulator(), 'POST', `/emp/v1/sessions/${sessionId}/stop`);
		expect(outputs).toEqual([[{ json: { sessionId, success: true }, pairedItem: { item: 0 } }]]);
		expect(simulator().sessions.get(sessionId)?.sessionStatus).not.toBe('STARTED');
	});

	test('accepts a response with a JSON body', async () => {
		simulator().faults.add({ kind: 'withoutList', body: {} });
		expect(results(await stop('any'))).toEqual([{ sessionId: 'any', success: true }]);
	});

	describe('Wait Until Complete', () => {
		const wait = { waitUntilComplete: true, pollInterval: 1, timeout: 20 };

		test('returns the session with energy, duration and price', async () => {
			const sessionId = started();
			const result = await stop(sessionId, {}, wait);

			expect(results(result)).toEqual([simulator().sessions.get(sessionId)]);
			expect(results(result)).toMatchObject([
				{
					sessionStatus: 'COMPLETE',
					price: { currencyCode: 'EUR', minorExclVat: 100, minorInclVat: 119, vat: '19' },
					energy: { unit: 'WH' },
					duration: 'PT0S',
				},
			]);
			// The number of checks depends on the speed of this machine.
			const [first, ...looks] = simulator().requests.map(({ method }) => method);
			expect(first).toBe('POST');
			expect(new Set(looks)).toEqual(new Set(['GET']));
		});

		test('fails with the last status and the ID if the charger rejects the stop', async () => {
			const sessionId = started('c-stop-fails');
			const result = await stop(sessionId, {}, { ...wait, timeout: 1 });

			expectError(
				result,
				`The session ${sessionId} has not become COMPLETE within 1 second; its last status is STOP_FAILED`,
			);
			expect(result.error?.description).toContain('After STOP_FAILED use Stop again');
		});

		test('fails at the timeout with the last status and the ID', async () => {
			const sessionId = started();
			simulator().faults.add({ kind: 'withoutList', method: 'POST' }); // the stop never arrives
			const result = await stop(sessionId, {}, { ...wait, timeout: 1 });

			expectError(
				result,
				`The session ${sessionId} has not become COMPLETE within 1 second; its last status is STARTED`,
			);
			expect(result.error?.description).toContain('The stop was sent.');
		});
	});

	describe('bad input', () => {
		takesIds(
			'Session ID',
			simulator,
			(sessionId, value) => stop(sessionId, { items: [{ value }] }),
			(id) => `/emp/v1/sessions/${id}/stop`,
		);

		test.each([
			['timeout', -5, '"Timeout (Seconds)" must be a whole number of at least 1, but it is -5'],
			[
				'pollInterval',
				'often',
				'"Poll Interval (Seconds)" must be a whole number of at least 1, but it is "often"',
			],
			['waitUntilComplete', {}, '"Wait Until Complete" must be true, false, 1 or 0, but it is {}'],
		])('%s rejects %j and stops nothing', async (option, value, message) => {
			const result = await stop(
				started(),
				{ items: [{ value }] },
				{ waitUntilComplete: true, [option]: '={{ $json.value }}' },
			);
			expectRejected(simulator(), result, message);
		});
	});

	describe('failures', () => {
		failsReadably(
			simulator,
			'stop the session Zw4z33VbNYC',
			(run) => stop(SESSION.sessionId, run),
			[
				{
					status: 400,
					says: 'The provided body is invalid',
					reads: 'Plugsurfing rejected the stop (400): The provided body is invalid',
					remedy: 'Only a session that was started remotely, and that still runs, can be stopped',
				},
				{
					status: 404,
					says: 'Session not found [item 1]',
					reads: 'there is no such session (404): Session not found [item 1]',
					remedy: 'that Session > Start returned',
				},
			],
		);

		test('a session that has not started yet is a 400', async () => {
			const result = await stop(started('c-never-starts'));
			expect(result.error?.message).toMatch(
				/Plugsurfing rejected the stop \(400\): A session in status WAITING_TO_START cannot be stopped \[item 0\]$/,
			);
			expect(simulator().requests).toHaveLength(1);
		});
	});
});
