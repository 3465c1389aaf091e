import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

/** Stands for every call that Plugsurfing makes, of whatever kind. */
export const ALL_EVENTS = 'ALL';

/** A record of a session for billing, which has no event name (docs/api-facts.md#charge-detail-records). */
export const CHARGE_DETAIL_RECORD = 'CHARGE_DETAIL_RECORD';

/** A body with neither `event` nor `requestId`, such as a real-time authorization (docs/api-facts.md#real-time-authorization). */
const OTHER = 'OTHER';

/** Values of Trigger On that are not names of events. */
const NOT_EVENTS = [ALL_EVENTS, CHARGE_DETAIL_RECORD, OTHER];

/** What can be chosen under Trigger On: the event names of the guides, and the kinds without one. */
export const eventTypes: INodePropertyOptions[] = [
	{
		name: 'All',
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

/** Names that older guides have for the same events. */
const OLDER_NAMES = new Map([
	['SESSION_COMPLETED', 'SESSION_COMPLETE'],
	['SESSION_FAILED', 'SESSION_START_FAILED'],
]);

/** What kind of call a body makes it: the name of its event, a charge detail record, or another request. */
export function eventTypeOf({ event, requestId }: IDataObject): string | undefined {
	if (typeof event === 'string' && !NOT_EVENTS.includes(event)) {
		return OLDER_NAMES.get(event) ?? event;
	}
	// The schema of records is not public: the ID may be a number as well.
	const hasRequestId =
		typeof requestId === 'number' || (typeof requestId === 'string' && requestId !== '');
	if (hasRequestId) return CHARGE_DETAIL_RECORD;
	return (event ?? requestId ?? undefined) === undefined ? OTHER : undefined;
}

/** Whether a call of this kind starts a workflow that triggers on `wanted`. */
export function isSelected(kind: string | undefined, wanted: string[]): boolean {
	return wanted.includes(ALL_EVENTS) || (kind !== undefined && wanted.includes(kind));
}

/** Which choices bring session events. */
export const SESSION_EVENT_CHOICES = eventTypes
	.map(({ value }) => String(value))
	.filter((value) => value === ALL_EVENTS || !NOT_EVENTS.includes(value));
