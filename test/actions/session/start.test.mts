import type { INodeParameters } from 'n8n-workflow';

import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import {
	byId,
	expectError,
	expectRejected,
	expectSentOnce,
	results,
	runOperation,
} from '../../engine/operation.mts';
import { time } from '../../engine/simulatedTime.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import { ODD_IDS, rejectsInvalidIds } from '../../support/identifiers.mts';
import { KEY, START } from '../../support/pageExamples.mts';

jest.mock('../../../dist/nodes/PlugsurfingEmp/api/http/systemClock.js', () =>
	jest.requireActual<object>('../../engine/simulatedTime.mts'),
);
jest.mock('../../../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js', () =>
	jest.requireActual<object>('../../engine/simulatedTime.mts'),
);

const simulator = useSimulator({
	keys: 10,
	sessionPace: { startsAfterMs: 300, completesAfterMs: 300 },
	now: time.now,
});
beforeEach(() => {
	time.nextMinute();
	simulator().chargingKeys.add({ ...KEY, keyIdentifier: START.keyIdentifier });
});

function start(
	{ connectorId, keyIdentifier }: Partial<typeof START> = {},
	run?: Partial<NodeRun>,
	options: INodeParameters = {},
) {
	return runOperation(
		simulator(),
		'session.start',
		{
			connectorId: byId(connectorId ?? START.connectorId),
			chargingKeyId: byId(keyIdentifier ?? START.keyIdentifier),
			options,
		},
		run,
	);
}

describe('Start a session', () => {
	test("starts the page's example with one request, and returns the session id", async () => {
		const { outputs } = await start();

		expectSentOnce(simulator(), 'POST', '/emp/v1/sessions/start', START);
		const [session] = simulator().sessions;
		expect(session).toMatchObject(START);
		expect(outputs).toEqual([
			[{ json: { sessionId: session?.sessionId }, pairedItem: { item: 0 } }],
		]);
	});

	test.each(ODD_IDS)('the identifiers %j arrive intact', async (id) => {
		simulator().chargingKeys.add({ ...KEY, keyIdentifier: id });
		await start({ connectorId: id, keyIdentifier: id });

		expect([...simulator().sessions]).toMatchObject([{ connectorId: id, keyIdentifier: id }]);
		expect(simulator().requests[0]?.body).toEqual({ connectorId: id, keyIdentifier: id });
	});

	test('returns the 3-D Secure secret if the payment must be confirmed, waiting or not', async () => {
		for (const waitUntilStarted of [false, true]) {
			const result = await start({ connectorId: 'c-asks-3ds' }, {}, { waitUntilStarted });
			expect(results(result)).toEqual([
				{ threeDSClientSecret: expect.stringMatching(/^pi_.+_secret_/) as string },
			]);
		}
		expect(simulator().requests).toHaveLength(2);
	});

	test('returns the 3-D Secure secret if it comes with a null session ID', async () => {
		const body = { sessionId: null, threeDSClientSecret: 'pi_1_secret_2' };
		simulator().faults.add({ kind: 'withoutList', body });
		const result = await start({}, {}, { waitUntilStarted: true });

		expect(results(result)).toEqual([body]);
		expect(simulator().requests).toHaveLength(1);
	});

	test.each([{}, { sessionId: '' }, { sessionId: null }, { threeDSClientSecret: '' }, []])(
		'the response %j, which names no session, fails and says that one may have started',
		async (body) => {
			simulator().faults.add({ kind: 'withoutList', body });
			const { status, error } = await start();

			expect(status).toBe('error');
			expect(error?.message).toContain('instead of a session ID');
			expect(error?.message).toMatch(/^The request to start a session .+ may have taken effect\./);
		},
	);

	describe('Wait Until Started', () => {
		const wait = { waitUntilStarted: true, pollInterval: 1, timeout: 20 };

		test('keeps waiting when the session is not found at first', async () => {
			simulator().faults.add({
				kind: 'status',
				status: 404,
				times: 2,
				path: '/emp/v1/sessions/*',
				method: 'GET',
			});
			const result = await start({}, {}, wait);
			expect(results(result)).toMatchObject([{ sessionStatus: 'STARTED' }]);
		});

		test('returns the session once it has started', async () => {
			const result = await start({}, {}, wait);

			expect(results(result)).toEqual([
				expect.objectContaining({
					sessionStatus: 'STARTED',
					connectorId: START.connectorId,
					chargingKeyType: 'virtual',
				}),
			]);
			const [session] = simulator().sessions;
			// The number of checks depends on the speed of this machine; waitForSession.test covers repeated checks.
			const requests = simulator().requests.map(({ method, path }) => `${method} ${path}`);
			expect(requests.slice(0, 2)).toEqual([
				'POST /drive/emp/v1/sessions/start',
				`GET /drive/emp/v1/sessions/${session?.sessionId}`,
			]);
			expect(new Set(requests).size).toBe(2);
		});

		test('fails with the ID of a session that fails', async () => {
			const result = await start({ connectorId: 'c-fails' }, {}, wait);

			const [session] = simulator().sessions;
			expectError(result, `The session ${session?.sessionId} ended as FAILED`);
			expect(result.error?.description).toContain('Check that the cable is plugged in');
		});

		test('fails at the timeout with the last status, the ID and what to do', async () => {
			const result = await start({ connectorId: 'c-never-starts' }, {}, { ...wait, timeout: 1 });

			const [session] = simulator().sessions;
			expectError(
				result,
				`The session ${session?.sessionId} has not started within 1 second; its last status is WAITING_TO_START`,
			);
			expect(result.error?.description).toContain('It may still start');
			expect(result.error?.description).toContain('end it with Session > Stop');
		});
	});

	describe('bad input', () => {
		rejectsInvalidIds('Connector', simulator, (connectorId, value) =>
			start({ connectorId }, { items: [{ value }] }),
		);
		rejectsInvalidIds('Charging Key', simulator, (keyIdentifier, value) =>
			start({ keyIdentifier }, { items: [{ value }] }),
		);

		test.each([
			['timeout', 0, '"Timeout (Seconds)" must be a whole number of at least 1, but it is 0'],
			[
				'pollInterval',
				0.5,
				'"Poll Interval (Seconds)" must be a whole number of at least 1, but it is 0.5',
			],
			[
				'waitUntilStarted',
				'later',
				'"Wait Until Started" must be true, false, 1 or 0, but it is "later"',
			],
		])('%s rejects %j and starts nothing', async (option, value, message) => {
			const result = await start(
				{},
				{ items: [{ value }] },
				{ waitUntilStarted: true, [option]: '={{ $json.value }}' },
			);
			expectRejected(simulator(), result, message);
		});

		test.each(['', null])('options of %j count as not set', async (empty) => {
			const result = await start(
				{},
				{ items: [{ empty }] },
				{
					waitUntilStarted: '={{ $json.empty }}',
					timeout: '={{ $json.empty }}',
					pollInterval: '={{ $json.empty }}',
				},
			);
			expect(results(result)).toEqual([{ sessionId: expect.any(String) as string }]);
			expect(simulator().requests).toHaveLength(1);
		});
	});

	describe('failures', () => {
		failsReadably(
			simulator,
			`start a session on the connector ${START.connectorId}`,
			(run) => start({}, run),
			[
				{
					status: 400,
					says: 'The provided body is invalid',
					reads: 'Plugsurfing rejected the start (400): The provided body is invalid',
					remedy: 'wait at least 60 seconds before the next one',
				},
			],
		);

		test.each([
			['an unknown key', 'unknown', 'The charging key is unknown'],
			['a disabled key', 'aabbccdd', 'The charging key is disabled'],
		])('%s starts nothing', async (_, keyIdentifier, said) => {
			simulator().chargingKeys.add({ ...KEY, keyIdentifier: 'aabbccdd', enabled: false });
			const result = await start({ keyIdentifier });

			expectError(
				result,
				`Could not start a session on the connector ${START.connectorId}: Plugsurfing rejected the start (400): ${said}`,
			);
			expect(result.error?.description).toContain('the key must be enabled');
			expect(simulator().sessions.count).toBe(0);
		});
	});
});
