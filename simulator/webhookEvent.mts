import { randomUUID } from 'node:crypto';

/** What Plugsurfing posts: an event about a session, or a charge detail record. */
export type WebhookEvent = Record<string, unknown>;

/** An event about a session, in the form of the guide's examples (docs/api-facts.md#webhooks). Of the names only some are documented. */
export function sessionEvent(
	event: string,
	sessionId: string,
	timestamp = new Date().toISOString(),
): WebhookEvent {
	const fee = { sessionId, timestamp, feeWillApplyFrom: timestamp, feeType: 'BLOCKING' };
	const payload =
		event === 'SESSION_FEE_INCURRING' ? fee : { userId: `u-${sessionId}`, sessionId, timestamp };
	return { event, payload };
}

/**
 * A charge detail record. Each retry of it has the same `requestId`. The rest is made up: the guide
 * says who, what and where, and its schema is not public.
 */
export function chargeDetailRecord(
	sessionId: string,
	requestId: string = randomUUID(),
): WebhookEvent {
	return {
		requestId,
		session: { sessionId, energy: { unit: 'WH', value: 12_345 } },
		chargingKey: { keyIdentifier: '3633e0e0' },
		location: { country: 'DE', city: 'Berlin' },
	};
}

/**
 * The question whether a session may start at a charger. The fields are made up: the guide mentions a
 * country code, a reference, a location and a session, and its schema is not public.
 */
export function authorizationRequest(keyIdentifier: unknown): WebhookEvent {
	return {
		keyIdentifier,
		countryCode: 'DE',
		referenceId: 'a1b2c3',
		locationId: 'abcJd/vR5fvzBa0X/gxaXA==',
	};
}
