import {
	waitForSession,
	type Wait,
} from '../../../nodes/PlugsurfingEmp/actions/session/waitForSession.ts';
import { ApiError } from '../../../nodes/PlugsurfingEmp/api/http/apiError.ts';
import { fakeClient } from '../../support/fakeClient.mts';

type StatusCheck = string | Error;

/** An API with its own clock, where each status check takes a second and returns the next status. */
function apiReturning(...checks: [StatusCheck, ...StatusCheck[]]) {
	let now = 1_000_000;
	const pauses: number[] = [];
	const paths: string[] = [];
	const client = fakeClient({
		now: () => now,
		pause: (ms) => {
			pauses.push(ms);
			now += ms;
			return Promise.resolve();
		},
		request: ({ method, path }) => {
			now += 1000;
			const look = checks[Math.min(paths.length, checks.length - 1)];
			paths.push(`${method} ${path}`);
			if (look instanceof Error) return Promise.reject(look);
			return Promise.resolve({ sessionId: 's', sessionStatus: look, seen: paths.length });
		},
	});
	return { client, pauses, paths };
}

const WAIT: Wait = {
	aim: 'started',
	reached: (status) => status === 'STARTED',
	timeoutSeconds: 120,
	pollSeconds: 5,
	late: 'Be patient.',
	failed: 'Check the cable.',
};

async function failureOf(waiting: Promise<unknown>): Promise<ApiError> {
	const cause: unknown = await waiting.then(
		() => undefined,
		(error: unknown) => error,
	);
	if (cause instanceof ApiError) return cause;
	throw new Error(`Expected an ApiError, not ${String(cause)}`);
}

describe('waiting for a session', () => {
	test('ends at the first check if the status is already reached', async () => {
		const { client, pauses, paths } = apiReturning('STARTED');
		await expect(waitForSession(client, 'a/b', WAIT)).resolves.toMatchObject({
			sessionStatus: 'STARTED',
		});
		expect(pauses).toEqual([]);
		expect(paths).toEqual(['GET /emp/v1/sessions/a%2Fb']);
	});

	test('returns the session ID even if the API omits it', async () => {
		const client = fakeClient({ request: () => Promise.resolve({ sessionStatus: 'STARTED' }) });
		await expect(waitForSession(client, 's', WAIT)).resolves.toEqual({
			sessionId: 's',
			sessionStatus: 'STARTED',
		});
	});

	test.each(['.', '..', 'a\uD800'])('names the session if its ID is %j', async (sessionId) => {
		const { client, paths } = apiReturning('STARTED');
		const { message, details } = await failureOf(waitForSession(client, sessionId, WAIT));
		expect(message).toContain(`The session ${sessionId} may still be running`);
		expect(details).toMatchObject({ sessionId, remedy: 'Be patient.' });
		expect(paths).toEqual([]);
	});

	test('checks once per interval and returns the session of the last check', async () => {
		const { client, pauses } = apiReturning('CREATED', 'WAITING_TO_START', 'ON_HOLIDAY', 'STARTED');
		await expect(waitForSession(client, 's', WAIT)).resolves.toEqual({
			sessionId: 's',
			sessionStatus: 'STARTED',
			seen: 4,
		});
		expect(pauses).toEqual([5000, 5000, 5000]);
	});

	describe('that is not found at first', () => {
		const notFound = new ApiError('There is no such session', {
			remedy: 'Try again.',
			kind: 'notFound',
		});
		const wait = { ...WAIT, notFoundSeconds: 15 };

		test('continues', async () => {
			const { client, pauses } = apiReturning(notFound, notFound, 'CREATED', 'STARTED');
			await expect(waitForSession(client, 's', wait)).resolves.toMatchObject({ seen: 4 });
			expect(pauses).toEqual([5000, 5000, 5000]);
		});

		test('ends if it is still not found after the allowed time', async () => {
			const { client, pauses } = apiReturning(notFound);
			const { message } = await failureOf(waitForSession(client, 's', wait));
			expect(message).toBe(
				'There is no such session. The session s may still be running; its last status was not known yet',
			);
			expect(pauses).toEqual([5000, 5000, 5000]);
		});

		test('ends if it is no longer found', async () => {
			const { client, pauses } = apiReturning('CREATED', notFound, 'STARTED');
			const { details } = await failureOf(waitForSession(client, 's', wait));
			expect(details).toMatchObject({
				kind: 'notFound',
				sessionId: 's',
				sessionStatus: 'CREATED',
			});
			expect(pauses).toEqual([5000]);
		});

		test('ends at the timeout', async () => {
			const { client } = apiReturning(notFound);
			const { message } = await failureOf(
				waitForSession(client, 's', { ...wait, timeoutSeconds: 3 }),
			);
			expect(message).toBe(
				'The session s has not started within 3 seconds; its last status is not known yet',
			);
		});

		test('ends at once if no time is allowed, or on another status', async () => {
			for (const [status, changes] of [
				[404, WAIT],
				[403, wait],
			] as const) {
				const { client, pauses } = apiReturning(new ApiError('No', { remedy: '', status }));
				await failureOf(waitForSession(client, 's', changes));
				expect(pauses).toEqual([]);
			}
		});
	});

	test('ends at once if the session failed', async () => {
		const { client, pauses } = apiReturning('CREATED', 'FAILED', 'STARTED');
		const { message, details } = await failureOf(waitForSession(client, 's', WAIT));
		expect(message).toBe('The session s ended as FAILED');
		expect(details.remedy).toBe('Check the cable.');
		expect(pauses).toEqual([5000]);
	});

	test('accepts a failed session if that is the awaited status', async () => {
		const { client } = apiReturning('FAILED');
		const reached = (status: string) => status === 'FAILED';
		await expect(waitForSession(client, 's', { ...WAIT, reached })).resolves.toMatchObject({
			sessionStatus: 'FAILED',
		});
	});

	test('never exceeds its timeout, except for the last check', async () => {
		const { client, pauses, paths } = apiReturning('WAITING_TO_START');
		const began = client.now();
		const { message, details } = await failureOf(
			waitForSession(client, 's', { ...WAIT, timeoutSeconds: 20, pollSeconds: 7 }),
		);
		expect(message).toBe(
			'The session s has not started within 20 seconds; its last status is WAITING_TO_START',
		);
		expect(details.remedy).toBe('Be patient.');
		// 1 s per check, 7 s between checks; the last pause is shortened to the remaining time.
		expect(pauses).toEqual([7000, 7000, 3000]);
		expect(paths).toHaveLength(4);
		expect(client.now() - began).toBe(21_000);
	});

	test('checks a last time at the timeout and uses the result', async () => {
		const { client } = apiReturning('CREATED', 'STARTED');
		const wait = { ...WAIT, timeoutSeconds: 3, pollSeconds: 60 };
		await expect(waitForSession(client, 's', wait)).resolves.toMatchObject({
			sessionStatus: 'STARTED',
		});
	});

	test('a failed status check names the session and the last status and does not suggest starting again', async () => {
		const oh = new ApiError('Could not get the session s: oh', {
			remedy: 'Try again.',
			status: 500,
		});
		const { client } = apiReturning('CREATED', oh);
		const { message, details } = await failureOf(waitForSession(client, 's', WAIT));
		expect(message).toBe(
			'Could not get the session s: oh. The session s may still be running; its last status was CREATED',
		);
		expect(details).toMatchObject({ remedy: WAIT.late, status: 500 });
	});

	test('a cancelled pause names the session', async () => {
		const { client } = apiReturning('CREATED');
		const cancelled = new ApiError('The execution was cancelled while it waited', { remedy: '' });
		client.pause = () => Promise.reject(cancelled);
		const { message } = await failureOf(waitForSession(client, 'the-id', WAIT));
		expect(message).toContain('cancelled');
		expect(message).toContain('the-id');
	});

	test('a response that is not a session names the session', async () => {
		const { client } = apiReturning('CREATED');
		client.request = () => Promise.resolve('<html>');
		const { message } = await failureOf(waitForSession(client, 'the-id', WAIT));
		expect(message).toContain('the response is an HTML page instead of a session');
		expect(message).toContain('The session the-id may still be running');
	});

	test.each([
		[-3_600_000, 4],
		[0, 3],
		[3_600_000, 2],
	])('is not prolonged when the clock is set by %i ms', async (step, checks) => {
		const { client, paths } = apiReturning('CREATED');
		let set = 0;
		const now = () => client.now() + set;
		const pause = async (ms: number) => {
			set = step;
			await client.pause(ms);
		};
		await failureOf(
			waitForSession({ ...client, now, pause }, 's', { ...WAIT, timeoutSeconds: 12 }),
		);
		// A check takes a second and runs every five. The interval in which the clock was set back does not count.
		expect(paths).toHaveLength(checks);
	});
});
