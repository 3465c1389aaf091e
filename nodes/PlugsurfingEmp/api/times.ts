/** A date with a time, and no zone after it. */
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\dT[\d:.]+$/;

/**
 * Milliseconds since 1970 of a time in a response; NaN if it is unreadable. A time without a zone is in UTC
 * (docs/api-facts.md#times); JavaScript alone would take it for a time in n8n's own time zone.
 */
export function toMillis(time: unknown): number {
	if (typeof time !== 'string') return Number.NaN;
	return Date.parse(WITHOUT_ZONE.test(time) ? `${time}Z` : time);
}
