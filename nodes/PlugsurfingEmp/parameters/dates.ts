import { tryToParseDateTime } from 'n8n-workflow';

/** Starts like ISO 8601 or SQL: n8n's parser alone would also take "5" for a date in May 2001. */
const LIKE_A_DATE = /^\d{4}(-|\d{4}(T|$)|W|$)/;

/** The calendar day as it was written, to notice a day that does not exist (February 30th). */
const WRITTEN_DAY = /^\d{4}-\d{2}-\d{2}/;

/**
 * A date and time as ISO 8601 in UTC, from a Luxon value, a Date, or an ISO 8601 or SQL text; a text
 * without a zone is read in `zone`. Nothing when it is no date; a bare number is none, since it
 * could be seconds or milliseconds.
 */
export function toUtcDate(value: unknown, zone: string): string | undefined {
	if (typeof value === 'string') {
		const text = value.trim();
		if (!LIKE_A_DATE.test(text)) return undefined;
		const day = WRITTEN_DAY.exec(text)?.[0];
		const parsed = parse(text, zone);
		return day === undefined || parsed?.toISODate() === day ? iso(parsed) : undefined;
	}
	return typeof value === 'object' ? iso(parse(value, zone)) : undefined;
}

type DateTime = ReturnType<typeof tryToParseDateTime>;

function parse(value: unknown, zone: string): DateTime | undefined {
	try {
		return tryToParseDateTime(value, zone);
	} catch {
		return undefined;
	}
}

function iso(date: DateTime | undefined): string | undefined {
	return date?.toUTC().toISO() ?? undefined;
}
