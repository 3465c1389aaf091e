import { ApiError } from '../../api/http/apiError';
import type { ApiClient } from '../../api/client';
import { hasFailed } from './sessionStatus';
import { getSession, type Session } from '../../api/sessions';

/** What is waited for, and how patiently. */
export interface Wait {
	/** Completes "the session … has not …". */
	aim: string;
	reached: (status: string) => boolean;
	timeoutSeconds: number;
	pollSeconds: number;
	/** What to do when the time is up. */
	late: string;
	/** What to do when the session failed. */
	failed: string;
}

/**
 * Polls a session until it has reached a status. Every failure names the session id and the last
 * status, so that the session is not lost with it.
 *
 * @throws ApiError when the session fails, when the time is up, or when polling itself fails.
 */
export async function waitForSession(
	client: ApiClient,
	sessionId: string,
	wait: Wait,
): Promise<Session> {
	let left = wait.timeoutSeconds * 1000;
	let since = client.now();
	let sessionStatus: string | undefined;
	const known = () => ({ sessionId, sessionStatus });
	const named = (cause: unknown) => {
		throw cause instanceof ApiError
			? cause.after(
					`The session ${sessionId} may go on; its last status was ${sessionStatus ?? 'not known yet'}`,
					known(),
				)
			: cause;
	};

	for (;;) {
		const session = await getSession(client, sessionId).catch(named);
		sessionStatus = session.sessionStatus;
		if (wait.reached(sessionStatus)) return session;
		if (hasFailed(sessionStatus)) {
			throw new ApiError(`The session ${sessionId} ended as ${sessionStatus}`, {
				remedy: wait.failed,
				...known(),
			});
		}
		const now = client.now();
		// A clock that was set back does not give time back.
		left -= Math.max(0, now - since);
		since = now;
		if (left <= 0) {
			throw new ApiError(
				`The session ${sessionId} has not ${wait.aim} within ${seconds(wait.timeoutSeconds)}; its last status is ${sessionStatus}`,
				{ remedy: wait.late, ...known() },
			);
		}
		await client.pause(Math.min(left, wait.pollSeconds * 1000)).catch(named);
	}
}

function seconds(count: number): string {
	return count === 1 ? '1 second' : `${count} seconds`;
}
