import { randomUUID } from 'node:crypto';

/** A webhook body from Plugsurfing: a session event or a charge detail record. */
export type WebhookEvent = Record<string, unknown>;

/**
 * Creates a session event in the format of the guide's examples (docs/api-facts.md#webhooks). Only some of the
 * names are documented.
 */
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
 * Creates a charge detail record. Each retry has the same `requestId`. The other fields are invented, because
 * the schema is not documented.
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
 * Creates a real-time authorization request. The fields are invented: the guide mentions a country code, a
 * reference, a location and a session, but no schema.
 */
export function authorizationRequest(keyIdentifier: unknown): WebhookEvent {
	return {
		keyIdentifier,
		countryCode: 'DE',
		referenceId: 'a1b2c3',
		locationId: 'abcJd/vR5fvzBa0X/gxaXA==',
	};
}
