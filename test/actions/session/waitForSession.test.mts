import {
	waitForSession,
	type Wait,
} from '../../../nodes/PlugsurfingEmp/actions/session/waitForSession.ts';
import { ApiError } from '../../../nodes/PlugsurfingEmp/api/http/apiError.ts';
import { fakeClient } from '../../support/fakeClient.mts';

type Look = string | Error;

/** An API on a clock of its own, where each look at the session takes a second and sees the next status. */
function courseOf(...looks: [Look, ...Look[]]) {
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
			const look = looks[Math.min(paths.length, looks.length - 1)];
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
	test('ends at the first look when it is there already', async () => {
		const { client, pauses, paths } = courseOf('STARTED');
		await expect(waitForSession(client, 'a/b', WAIT)).resolves.toMatchObject({
			sessionStatus: 'STARTED',
		});
		expect(pauses).toEqual([]);
		expect(paths).toEqual(['GET /emp/v1/sessions/a%2Fb']);
	});

	test('has the session ID even if the API leaves it out', async () => {
		const client = fakeClient({ request: () => Promise.resolve({ sessionStatus: 'STARTED' }) });
		await expect(waitForSession(client, 's', WAIT)).resolves.toEqual({
			sessionId: 's',
			sessionStatus: 'STARTED',
		});
	});

	test.each(['.', '..', 'a\uD800'])('says which one it is if its ID is %j', async (sessionId) => {
		const { client, paths } = courseOf('STARTED');
		const { message, details } = await failureOf(waitForSession(client, sessionId, WAIT));
		expect(message).toContain(`The session ${sessionId} may still be running`);
		expect(details).toMatchObject({ sessionId, remedy: 'Be patient.' });
		expect(paths).toEqual([]);
	});

	test('looks once per interval and returns the session as it was at the last look', async () => {
		const { client, pauses } = courseOf('CREATED', 'WAITING_TO_START', 'ON_HOLIDAY', 'STARTED');
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

		test('goes on', async () => {
			const { client, pauses } = courseOf(notFound, notFound, 'CREATED', 'STARTED');
			await expect(waitForSession(client, 's', wait)).resolves.toMatchObject({ seen: 4 });
			expect(pauses).toEqual([5000, 5000, 5000]);
		});

		test('ends when it is still not found after the time allowed', async () => {
			const { client, pauses } = courseOf(notFound);
			const { message } = await failureOf(waitForSession(client, 's', wait));
			expect(message).toBe(
				'There is no such session. The session s may still be running; its last status was not known yet',
			);
			expect(pauses).toEqual([5000, 5000, 5000]);
		});

		test('ends when it is not found any more', async () => {
			const { client, pauses } = courseOf('CREATED', notFound, 'STARTED');
			const { details } = await failureOf(waitForSession(client, 's', wait));
			expect(details).toMatchObject({
				kind: 'notFound',
				sessionId: 's',
				sessionStatus: 'CREATED',
			});
			expect(pauses).toEqual([5000]);
		});

		test('ends when the time is up', async () => {
			const { client } = courseOf(notFound);
			const { message } = await failureOf(
				waitForSession(client, 's', { ...wait, timeoutSeconds: 3 }),
			);
			expect(message).toBe(
				'The session s has not started within 3 seconds; its last status is not known yet',
			);
		});

		test('ends at once when no time is allowed for it, or on another status', async () => {
			for (const [status, changes] of [
				[404, WAIT],
				[403, wait],
			] as const) {
				const { client, pauses } = courseOf(new ApiError('No', { remedy: '', status }));
				await failureOf(waitForSession(client, 's', changes));
				expect(pauses).toEqual([]);
			}
		});
	});

	test('ends at once when the session failed', async () => {
		const { client, pauses } = courseOf('CREATED', 'FAILED', 'STARTED');
		const { message, details } = await failureOf(waitForSession(client, 's', WAIT));
		expect(message).toBe('The session s ended as FAILED');
		expect(details.remedy).toBe('Check the cable.');
		expect(pauses).toEqual([5000]);
	});

	test('takes a failed session for good when failing is what is waited for', async () => {
		const { client } = courseOf('FAILED');
		const reached = (status: string) => status === 'FAILED';
		await expect(waitForSession(client, 's', { ...WAIT, reached })).resolves.toMatchObject({
			sessionStatus: 'FAILED',
		});
	});

	test('never lasts longer than the time it has, but for the last look', async () => {
		const { client, pauses, paths } = courseOf('WAITING_TO_START');
		const began = client.now();
		const { message, details } = await failureOf(
			waitForSession(client, 's', { ...WAIT, timeoutSeconds: 20, pollSeconds: 7 }),
		);
		expect(message).toBe(
			'The session s has not started within 20 seconds; its last status is WAITING_TO_START',
		);
		expect(details.remedy).toBe('Be patient.');
		// 1 s a look, 7 s between two of them; the last pause is cut to what is left.
		expect(pauses).toEqual([7000, 7000, 3000]);
		expect(paths).toHaveLength(4);
		expect(client.now() - began).toBe(21_000);
	});

	test('looks a last time when the time is up, and takes what it sees then', async () => {
		const { client } = courseOf('CREATED', 'STARTED');
		const wait = { ...WAIT, timeoutSeconds: 3, pollSeconds: 60 };
		await expect(waitForSession(client, 's', wait)).resolves.toMatchObject({
			sessionStatus: 'STARTED',
		});
	});

	test('a status check that fails names the session and the last status, and does not say to start again', async () => {
		const oh = new ApiError('Could not get the session s: oh', {
			remedy: 'Try again.',
			status: 500,
		});
		const { client } = courseOf('CREATED', oh);
		const { message, details } = await failureOf(waitForSession(client, 's', WAIT));
		expect(message).toBe(
			'Could not get the session s: oh. The session s may still be running; its last status was CREATED',
		);
		expect(details).toMatchObject({ remedy: WAIT.late, status: 500 });
	});

	test('a cancelled pause names the session, too', async () => {
		const { client } = courseOf('CREATED');
		const cancelled = new ApiError('The execution was cancelled while it waited', { remedy: '' });
		client.pause = () => Promise.reject(cancelled);
		const { message } = await failureOf(waitForSession(client, 'the-id', WAIT));
		expect(message).toContain('cancelled');
		expect(message).toContain('the-id');
	});

	test('an answer that is no session names the session', async () => {
		const { client } = courseOf('CREATED');
		client.request = () => Promise.resolve('<html>');
		const { message } = await failureOf(waitForSession(client, 'the-id', WAIT));
		expect(message).toContain('the response is an HTML page instead of a session');
		expect(message).toContain('The session the-id may still be running');
	});

	test.each([
		[-3_600_000, 4],
		[0, 3],
		[3_600_000, 2],
	])('is not prolonged by a clock that is set by %i ms', async (step, looks) => {
		const { client, paths } = courseOf('CREATED');
		let set = 0;
		const now = () => client.now() + set;
		const pause = async (ms: number) => {
			set = step;
			await client.pause(ms);
		};
		await failureOf(
			waitForSession({ ...client, now, pause }, 's', { ...WAIT, timeoutSeconds: 12 }),
		);
		// A look takes a second and comes every five. The interval in which the clock was set back counts for nothing.
		expect(paths).toHaveLength(looks);
	});
});
