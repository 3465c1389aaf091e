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
	return { account, published: await PublishedWorkflow.of(account, workflow(options), address) };
}

describe('start session by webhook', () => {
	test('starts a session and responds with 200 and its ID once it has started', async () => {
		const { account, published } = await open();
		const [keyIdentifier = ''] = enabledKeys(account);
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

	test.each([
		{ call: {}, names: ['connectorId', 'keyIdentifier'] },
		{ call: { connectorId: 'connector-1' }, names: ['keyIdentifier'] },
		{ call: { connectorId: '  ', keyIdentifier: 'a' }, names: ['connectorId'] },
		{ call: { connectorId: null, keyIdentifier: '' }, names: ['connectorId', 'keyIdentifier'] },
		// As a number, it could have lost leading zeros.
		{ call: { connectorId: 'connector-1', keyIdentifier: 1234 }, names: ['keyIdentifier'] },
		{ call: [], names: ['connectorId', 'keyIdentifier'] },
		{ call: 'connectorId=connector-1', names: ['connectorId', 'keyIdentifier'] },
	])('responds to $call with 400 and what is missing', async ({ call, names }) => {
		const { account, published } = await open();
		const headers =
			typeof call === 'string' ? { 'Content-Type': 'text/plain' } : ({} as Record<string, string>);
		const answer = await published.post(call, headers);
		expect(answer.status).toBe(400);
		expect(answer.data).toEqual({
			error: `The request must include non-empty text for ${names.join(' and ')}.`,
		});
		expect(account.simulator.requestCount).toBe(0);
	});

	test.each([
		{ connectorId: 'connector-fails', reason: /ended as FAILED/ },
		{ connectorId: 'connector-never-starts', reason: /has not started within 2 seconds/ },
	])('responds with 422 and the reason for $connectorId', async ({ connectorId, reason }) => {
		const { account, published } = await open({ timeout: 2 });
		const [keyIdentifier = ''] = enabledKeys(account);
		const answer = await published.post({ connectorId, keyIdentifier });

		expect(answer.status).toBe(422);
		const [session] = account.simulator.sessions;
		const { error, hint } = answer.data as { error: string; hint: string };
		expect(error).toMatch(reason);
		expect(error).toContain(session?.sessionId);
		expect(hint).not.toBe('');
		expect(startRequests(account)).toBe(1);
	});

	test('responds with 422 and the reason for a disabled key and for a second start', async () => {
		const { account, published } = await open();
		const [keyIdentifier = ''] = enabledKeys(account);
		const call = { connectorId: 'connector-1', keyIdentifier };
		const unknown = await published.post({ ...call, keyIdentifier: 'no-such-key' });
		expect(unknown.status).toBe(422);
		expect(unknown.data).toMatchObject({ error: expect.stringMatching(/unknown/) as string });

		expect((await published.post(call)).status).toBe(200);
		const second = await published.post(call);
		expect(second.status).toBe(422);
		expect(second.data).toMatchObject({ error: expect.stringMatching(/60 seconds/) as string });
		expect(account.simulator.sessions.count).toBe(1);
	});

	test('responds with 429 if Plugsurfing has received too many requests', async () => {
		const { account, published } = await open({ maxRetries: 0 });
		const fault = { kind: 'status', status: 429, path: '/emp/v1/sessions/start' } as const;
		account.simulator.faults.add(fault);
		const [keyIdentifier = ''] = enabledKeys(account);
		const answer = await published.post({ connectorId: 'connector-1', keyIdentifier });
		expect(answer.status).toBe(429);
		expect(answer.data).toMatchObject({ error: expect.stringMatching(/too many/) as string });
		expect(account.simulator.sessions.count).toBe(0);
	});

	test('responds with 402 and the secret to confirm the payment if it must be confirmed', async () => {
		const { account, published } = await open();
		const [keyIdentifier = ''] = enabledKeys(account);
		const answer = await published.post({ connectorId: 'asks-3ds', keyIdentifier });
		expect(answer.status).toBe(402);
		expect(answer.data).toEqual({
			error: 'The payment has to be confirmed first (3-D Secure).',
			threeDSClientSecret: expect.stringMatching(/^pi_/) as string,
		});
		expect(account.simulator.sessions.count).toBe(0);
	});
});
