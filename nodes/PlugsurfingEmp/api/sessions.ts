import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from './client';
import type { components } from './contract.generated';
import { fetchObject } from './fetchObject';
import { pathSegment } from './http/pathSegment';
import type { ApiRequest } from './http/request';
import { insteadOf, isHtml, unexpectedResponse } from './http/responseErrors';
import { isRecord } from '../json';

export type Session = components['schemas']['Session'] & IDataObject;

/** A started session, or the secret to confirm the payment with before starting again. */
export type StartedSession = IDataObject &
	({ sessionId: string } | { sessionId?: '' | null; threeDSClientSecret: string });

const PATH = '/emp/v1/sessions';

function isFilled(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

function isStartedSession(value: unknown): value is StartedSession {
	return isRecord(value) && (isFilled(value.sessionId) || isFilled(value.threeDSClientSecret));
}

function isSession(value: unknown): value is Session {
	return isRecord(value) && typeof value.sessionStatus === 'string';
}

/**
 * Starts a session on a connector. The API blocks a second start there within 60 seconds
 * (docs/api-facts.md#sessions).
 */
export function startSession(
	client: ApiClient,
	connectorId: string,
	keyIdentifier: string,
): Promise<StartedSession> {
	return fetchObject(
		client,
		{
			method: 'POST',
			path: `${PATH}/start`,
			body: { connectorId, keyIdentifier },
			activity: `start a session on the connector ${connectorId}`,
			idempotent: false,
			howToCheck:
				'Check the charger, or wait for its session event. A second start on the same connector within 60 seconds is blocked.',
			statusReasons: {
				400: {
					reason: 'Plugsurfing rejected the start',
					remedy:
						'Check the Connector and the Charging Key: the key must be enabled and the charger must allow a remote start. After a start on the same connector wait at least 60 seconds before the next one.',
				},
			},
		},
		'a session ID',
		isStartedSession,
	);
}

/** Stops a session that was started remotely. The response has no body. */
export async function stopSession(client: ApiClient, sessionId: string): Promise<void> {
	const request: ApiRequest = {
		method: 'POST',
		path: `${PATH}/${pathSegment(sessionId)}/stop`,
		activity: `stop the session ${sessionId}`,
		idempotent: false,
		howToCheck: 'Check its status with Session > Get before stopping it again.',
		statusReasons: {
			400: {
				reason: 'Plugsurfing rejected the stop',
				remedy:
					'Only a session that was started remotely, and that still runs, can be stopped. Check its status with Session > Get.',
			},
			404: NO_SUCH_SESSION,
		},
	};
	const body = await client.request(request);
	if (isHtml(body)) throw unexpectedResponse(request, insteadOf('an empty one', body));
}

const NO_SUCH_SESSION = {
	reason: 'there is no such session',
	remedy: 'Enter the Session ID that Session > Start returned or a session event contained.',
};

/** Gets a session. It has energy, price and duration once its status is COMPLETE. */
export function getSession(client: ApiClient, sessionId: string): Promise<Session> {
	return fetchObject(
		client,
		{
			method: 'GET',
			path: `${PATH}/${pathSegment(sessionId)}`,
			activity: `get the session ${sessionId}`,
			idempotent: true,
			statusReasons: { 404: NO_SUCH_SESSION },
		},
		'a session',
		isSession,
	);
}
