import { ApiError, type ApiClient } from '../../api/client';
import { getSession, type Session } from '../../api/sessions';

/*
 * Session statuses. The EMP page names only COMPLETE; the others come from the Drive API
 * (docs/api-facts.md#session-statuses), and their meanings are inferred.
 */
const STARTED = new Set(['STARTED', 'WAITING_TO_STOP', 'STOP_FAILED', 'STOPPED', 'COMPLETE']);

/** Returns whether charging has started, even if it has ended since. */
export function hasStarted(status: string): boolean {
	return STARTED.has(status);
}

/** Returns whether the session has ended and has a price. */
export function isComplete(status: string): boolean {
	return status === 'COMPLETE';
}

/** Returns whether the session will never start. */
function hasFailed(status: string): boolean {
	return status === 'FAILED';
}

/** What to wait for, and how long. */
export interface Wait {
	/** Completes "the session … has not …". */
	aim: string;
	reached: (status: string) => boolean;
	timeoutSeconds: number;
	pollSeconds: number;
	/** How long the API may respond with 404 before the session has been read once. */
	notFoundSeconds?: number;
	/** Remedy after the timeout. */
	late: string;
	/** Remedy if the session has failed. */
	failed: string;
}

/**
 * Polls a session until it reaches a status. Every error contains the session ID and the last status, so
 * that the user can find the session.
 *
 * @throws ApiError when the session fails, on timeout, or when a status check fails.
 */
export async function waitForSession(
	client: ApiClient,
	sessionId: string,
	wait: Wait,
): Promise<Session> {
	const { timeoutSeconds, pollSeconds, notFoundSeconds = 0 } = wait;
	let waitedMs = 0;
	let since = client.now();
	const waited = () => {
		const now = client.now();
		// Setting the clock back must not extend the wait.
		waitedMs += Math.max(0, now - since);
		since = now;
		return waitedMs;
	};
	let sessionStatus: string | undefined;
	const details = () => ({ sessionId, sessionStatus });
	const withDetails = (cause: unknown) => {
		if (!(cause instanceof ApiError)) return cause;
		const status = sessionStatus ?? 'not known yet';
		// Replaces the remedy of the failed check: retrying would start or stop a second time.
		return cause.after(
			`The session ${sessionId} may still be running; its last status was ${status}`,
			{
				...details(),
				remedy: wait.late,
			},
		);
	};
	const read = async () => {
		try {
			return await getSession(client, sessionId);
		} catch (cause) {
			const mayAppear = sessionStatus === undefined && waited() < notFoundSeconds * 1000;
			if (mayAppear && cause instanceof ApiError && cause.details.kind === 'notFound')
				return undefined;
			throw withDetails(cause);
		}
	};

	for (;;) {
		const session = await read();
		if (session) {
			sessionStatus = session.sessionStatus;
			// If the response lacks the ID, the user still needs it to stop the session.
			if (wait.reached(sessionStatus)) return { ...session, sessionId };
			if (hasFailed(sessionStatus)) {
				const message = `The session ${sessionId} ended as ${sessionStatus}`;
				throw new ApiError(message, { remedy: wait.failed, ...details() });
			}
		}
		const left = timeoutSeconds * 1000 - waited();
		if (left <= 0) {
			throw new ApiError(
				`The session ${sessionId} has not ${wait.aim} within ${seconds(timeoutSeconds)}; its last status is ${sessionStatus ?? 'not known yet'}`,
				{ remedy: wait.late, ...details() },
			);
		}
		await client.pause(Math.min(left, pollSeconds * 1000)).catch((cause: unknown) => {
			throw withDetails(cause);
		});
	}
}

function seconds(count: number): string {
	return count === 1 ? '1 second' : `${count} seconds`;
}
