import { readWorkflow } from '../../host/workflowFile.mts';
import { Account } from '../support/account.mts';
import { withParameters } from '../support/parameters.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';
import {
	enabledKeys,
	namedSessions,
	sessionStarts,
	startRequests,
} from '../support/sessionStarts.mts';

const address = '/webhook/start-session';

/** The workflow, which checks the status every second. */
function workflow(options: object = {}) {
	return withParameters(readWorkflow('start-session-by-webhook.json'), 'Start the session', {
		options: { pollInterval: 1, ...options },
	});
}

async function open(options: object = {}) {
	const account = await Account.open({
		keys: 60,
		sessionPace: { startsAfterMs: 500, completesAfterMs: 500 },
	});
	const published = await PublishedWorkflow.of(account, workflow(options), address);
	const [keyIdentifier = ''] = enabledKeys(account);
	return { account, published, keyIdentifier };
}

describe('start session by webhook', () => {
	test('starts a session and responds with 200 and its ID once it has started', async () => {
		const { account, published, keyIdentifier } = await open();
		const call = { connectorId: 'abcJd/vR5fvzBa0X/gxaXA==', keyIdentifier };
		const answer = await published.post(call);

		const [session] = account.simulator.sessions;
		expect(session).toMatchObject({ ...call, sessionStatus: 'STARTED' });
		expect(answer.status).toBe(200);
		expect(answer.data).toEqual({
			sessionId: session?.sessionId,
			status: 'STARTED',
			connectorId: call.connectorId,
			startTime: session?.startTime,
		});
		expect(startRequests(account)).toBe(1);
	});

	test('starts 50 sessions after 50 simultaneous calls, none lost, none twice', async () => {
		const { account, published } = await open();
		const calls = sessionStarts(account, 50);
		const answers = await Promise.all(calls.map((call) => published.post(call)));

		expect(answers.map(({ status }) => status)).toEqual(calls.map(() => 200));
		expect(account.simulator.sessions.count).toBe(50);
		expect(startRequests(account)).toBe(50);
		// Each caller got the session of its own connector, started with its own key.
		expect(namedSessions(account, answers)).toEqual(
			calls.map((call) => ({ ...call, sessionStatus: 'STARTED' })),
		);
		for (const execution of await published.executions(50)) {
			expect(execution.error).toBe('');
			expect(execution.succeeded).toBe(true);
		}
	});

	test('responds with 400 and what is missing', async () => {
		const { account, published } = await open();
		const calls: [unknown, string][] = [
			[{}, 'connectorId and keyIdentifier'],
			[[], 'connectorId and keyIdentifier'],
			[{ connectorId: '  ', keyIdentifier: 'a' }, 'connectorId'],
			// As a number, it could have lost leading zeros.
			[{ connectorId: 'connector-1', keyIdentifier: 1234 }, 'keyIdentifier'],
		];
		for (const [call, missing] of calls) {
			const answer = await published.post(call);
			expect([answer.status, answer.data]).toEqual([
				400,
				{ error: `The request must include non-empty text for ${missing}.` },
			]);
		}
		expect(account.simulator.requestCount).toBe(0);
	});

	test('responds with 422 and the reason if the session fails', async () => {
		const { account, published, keyIdentifier } = await open();
		const answer = await published.post({ connectorId: 'connector-fails', keyIdentifier });
		expect(answer.status).toBe(422);
		const [session] = account.simulator.sessions;
		expect(answer.data).toEqual({
			error: expect.stringMatching(`${session?.sessionId}.* ended as FAILED`) as string,
			hint: expect.stringMatching(/./) as string,
			sessionId: session?.sessionId,
		});
		expect(startRequests(account)).toBe(1);
	});

	test('responds with 422 and the reason if the start is rejected', async () => {
		const { account, published } = await open();
		const answer = await published.post({
			connectorId: 'connector-1',
			keyIdentifier: 'no-such-key',
		});
		expect(answer.status).toBe(422);
		expect(answer.data).toMatchObject({ error: expect.stringMatching(/unknown/) as string });
		expect(account.simulator.sessions.count).toBe(0);
	});

	test('responds with 429 if Plugsurfing has received too many requests', async () => {
		const { account, published, keyIdentifier } = await open({ maxRetries: 0 });
		const fault = { kind: 'status', status: 429, path: '/emp/v1/sessions/start' } as const;
		account.simulator.faults.add(fault);
		const answer = await published.post({ connectorId: 'connector-1', keyIdentifier });
		expect(answer.status).toBe(429);
		expect(answer.data).toMatchObject({ error: expect.stringMatching(/too many/) as string });
		expect(account.simulator.sessions.count).toBe(0);
	});

	test('responds with 402 and the secret to confirm the payment if it must be confirmed', async () => {
		const { account, published, keyIdentifier } = await open();
		const answer = await published.post({ connectorId: 'asks-3ds', keyIdentifier });
		expect(answer.status).toBe(402);
		expect(answer.data).toEqual({
			error: 'The payment has to be confirmed first (3-D Secure).',
			threeDSClientSecret: expect.stringMatching(/^pi_/) as string,
		});
		expect(account.simulator.sessions.count).toBe(0);
	});
});
