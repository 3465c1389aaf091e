import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { ApiError, createClient, TooSlow, withTimeout } from '../api/client';
import { getSession, type Session } from '../api/sessions';
import { isRecord } from '../json';

/** Plugsurfing disconnects after 5 seconds, and n8n must store the execution before that. */
const MAX_SECONDS = 3;

/** Returns the session ID of an event, if it has one. */
export function sessionIdIn({ payload }: IDataObject): string | undefined {
	const id = isRecord(payload) ? payload.sessionId : undefined;
	return typeof id === 'string' && id !== '' ? id : undefined;
}

/** Sends one request without retries and without waiting for the rate limit. */
async function fetchSession(context: IWebhookFunctions, sessionId: string): Promise<Session> {
	const client = await createClient(context);
	return await getSession(client.withOptions({ maxRetries: 0, waitUntil: 0 }), sessionId);
}

/**
 * Fetches a session with status, energy and price, within 3 s. If that is not possible, returns the reason
 * as `sessionError`, because the event matters more than its session.
 */
export async function sessionDetails(
	context: IWebhookFunctions,
	sessionId: string,
): Promise<IDataObject> {
	try {
		return { session: await withTimeout(fetchSession(context, sessionId), MAX_SECONDS) };
	} catch (cause) {
		if (cause instanceof ApiError) return { sessionError: cause.message };
		if (cause instanceof TooSlow) {
			return { sessionError: `The session could not be fetched within ${MAX_SECONDS} seconds` };
		}
		return { sessionError: 'The session could not be fetched' };
	}
}
