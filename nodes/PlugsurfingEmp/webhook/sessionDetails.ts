import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { createClient } from '../api/client';
import { ApiError } from '../api/http/apiError';
import { getSession } from '../api/sessions';
import { isRecord } from '../json';

/** Enough to get over a hiccup. The event waits for it. */
const RETRIES = 2;

/** The session that an event is about, if it is about one. */
export function sessionIdIn({ payload }: IDataObject): string | undefined {
	const id = isRecord(payload) ? payload.sessionId : undefined;
	return typeof id === 'string' && id !== '' ? id : undefined;
}

/**
 * The session itself, with status, energy and price. When it cannot be had, why: an event that comes
 * without its session is worth more than one that does not come.
 */
export async function sessionDetails(
	context: IWebhookFunctions,
	sessionId: string,
): Promise<IDataObject> {
	try {
		const client = await createClient(context);
		return { session: await getSession(client.withOptions({ maxRetries: RETRIES }), sessionId) };
	} catch (cause) {
		const reason = cause instanceof ApiError ? cause.message : 'The session could not be fetched';
		return { sessionError: reason };
	}
}
