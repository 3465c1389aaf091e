import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { eventSubtitle } from '../json';

/** Selects every call, of any type. */
export const ALL_EVENTS = 'ALL';

/** A record of a session for billing, which has no event name (docs/api-facts.md#charge-detail-records). */
export const CHARGE_DETAIL_RECORD = 'CHARGE_DETAIL_RECORD';

/** A body with neither `event` nor `requestId`, such as a real-time authorization (docs/api-facts.md#real-time-authorization). */
const OTHER = 'OTHER';

/** Values of Trigger On that are not event names. */
const NOT_EVENTS = [ALL_EVENTS, CHARGE_DETAIL_RECORD, OTHER];

/** Options of Trigger On: the event names in Plugsurfing's guides, and the types without a name. */
export const eventTypes: INodePropertyOptions[] = [
	{
		name: 'All Calls',
		value: ALL_EVENTS,
		description: 'Every call, including event types that Plugsurfing adds later',
	},
	{
		name: 'Charge Detail Record',
		value: CHARGE_DETAIL_RECORD,
		description: 'The billing record of a finished session',
	},
	{
		name: 'Other Request',
		value: OTHER,
		description:
			'A call that is neither an event nor a charge detail record, such as a real-time authorization',
	},
	{
		name: 'Session Complete',
		value: 'SESSION_COMPLETE',
		description: 'A session has ended and its price is known',
	},
	{
		name: 'Session Fee Incurring',
		value: 'SESSION_FEE_INCURRING',
		description: 'A fee will be charged soon, such as for blocking the charger',
	},
	{
		name: 'Session Start Failed',
		value: 'SESSION_START_FAILED',
		description: 'A session did not start',
	},
	{ name: 'Session Started', value: 'SESSION_STARTED', description: 'A car has begun to charge' },
	{
		name: 'Session Stop Failed',
		value: 'SESSION_STOP_FAILED',
		description: 'A session could not be stopped',
	},
	{
		name: 'Session Stopped',
		value: 'SESSION_STOPPED',
		description: 'A session has ended, and its price is not known yet',
	},
];

export const subtitle = eventSubtitle(eventTypes);

/** Names of the same events in older guides. */
const OLDER_NAMES = new Map([
	['SESSION_COMPLETED', 'SESSION_COMPLETE'],
	['SESSION_FAILED', 'SESSION_START_FAILED'],
]);

/**
 * Returns the event type of a body; undefined if it is neither an event, a charge detail record nor another
 * request.
 */
export function eventTypeOf({ event, requestId }: IDataObject): string | undefined {
	if (typeof event === 'string' && !NOT_EVENTS.includes(event)) {
		return OLDER_NAMES.get(event) ?? event;
	}
	// The schema of records is not public: the ID may also be a number.
	const hasRequestId =
		typeof requestId === 'number' || (typeof requestId === 'string' && requestId !== '');
	if (hasRequestId) return CHARGE_DETAIL_RECORD;
	return (event ?? requestId ?? undefined) === undefined ? OTHER : undefined;
}

/** Returns whether a call of this type starts a workflow that triggers on `selected`. */
export function isSelected(eventType: string | undefined, selected: string[]): boolean {
	return selected.includes(ALL_EVENTS) || (eventType !== undefined && selected.includes(eventType));
}

/** Values of Trigger On that include session events. */
export const SESSION_EVENT_CHOICES = eventTypes
	.map(({ value }) => String(value))
	.filter((value) => value === ALL_EVENTS || !NOT_EVENTS.includes(value));
