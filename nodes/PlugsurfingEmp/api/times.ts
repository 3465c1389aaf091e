/** A date and time without a zone. */
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\dT[\d:.]+$/;

/**
 * Returns a time from a response in milliseconds since 1970; NaN if it is invalid. A time without a zone is in
 * UTC (docs/api-facts.md#times); JavaScript would read it in n8n's time zone.
 */
export function toMillis(time: unknown): number {
	if (typeof time !== 'string') return Number.NaN;
	return Date.parse(WITHOUT_ZONE.test(time) ? `${time}Z` : time);
}
