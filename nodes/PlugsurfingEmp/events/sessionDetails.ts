import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { connect } from '../emp/connect';
import { EmpError } from '../emp/empError';
import { getSession } from '../emp/sessions';
import { isRecord } from '../emp/shape';

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
		const connection = await connect(context);
		return { session: await getSession(connection.emp(RETRIES), sessionId) };
	} catch (cause) {
		const reason = cause instanceof EmpError ? cause.message : 'The session could not be fetched';
		return { sessionError: reason };
	}
}
