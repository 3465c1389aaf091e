import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { ApiError, createClient, TooSlow, withTimeout } from '../api/client';
import { getSession, type Session } from '../api/sessions';
import { isRecord } from '../json';

/** Plugsurfing hangs up after 5 seconds, and n8n still has to store the execution. */
const MAX_SECONDS = 3;

/** The session that an event is about, if it is about one. */
export function sessionIdIn({ payload }: IDataObject): string | undefined {
	const id = isRecord(payload) ? payload.sessionId : undefined;
	return typeof id === 'string' && id !== '' ? id : undefined;
}

/** One attempt, which does not wait for the rate limit either. */
async function fetchSession(context: IWebhookFunctions, sessionId: string): Promise<Session> {
	const client = await createClient(context);
	return await getSession(client.withOptions({ maxRetries: 0, waitUntil: 0 }), sessionId);
}

/**
 * Fetches the session with status, energy and price, within 3 s. Without it, `sessionError` says why:
 * the event matters more than its session.
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
