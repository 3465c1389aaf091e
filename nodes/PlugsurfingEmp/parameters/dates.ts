import { tryToParseDateTime } from 'n8n-workflow';

import { isRecord } from '../json';

/** Dates of ISO 8601: calendar, ordinal and week. */
const DAY = /\d{4}-\d{2}-\d{2}|\d{8}|\d{4}-?\d{3}|\d{4}-?W\d{2}(?:-?[1-7])?/.source;
const TIME = /(?:[01]\d|2[0-3])(?::?[0-5]\d(?::?[0-5]\d(?:[.,]\d+)?)?)?/.source;
const ZONE = /Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?/.source;

/** A year, a month, or a day with optional time and zone. SQL uses a space instead of T. */
const DATE = new RegExp(
	String.raw`^(\d{4}|\d{4}-\d{2}|${DAY})$|^(${DAY})[T ](${TIME}) ?(${ZONE})?$`,
);

/** Unambiguous milliseconds since 1970 (1973 to 2286). Shorter numbers may be seconds. */
const EPOCH_MS = /^\d{12,13}$/;

type DateTime = ReturnType<typeof tryToParseDateTime>;

/**
 * Converts a date to ISO 8601 in UTC. Accepts ISO 8601, Luxon and JavaScript dates, and milliseconds
 * since 1970; text without a zone is in `zone`. Returns undefined for anything else.
 */
export function toUtcDate(value: unknown, zone: string): string | undefined {
	const date = toDateTime(typeof value === 'string' ? value.trim() : value, zone);
	return date?.toUTC().toISO() ?? undefined;
}

/** Returns the calendar day of a time (milliseconds since 1970) in a zone: "2026-01-31". */
export function dayOf(moment: number, zone: string): string {
	return parse(new Date(moment), zone)?.toISODate() ?? '';
}

function toDateTime(value: unknown, zone: string): DateTime | undefined {
	if (typeof value === 'object') return fromObject(value, zone);
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	if (EPOCH_MS.test(String(value))) return parse(new Date(Number(value)), zone);
	return typeof value === 'string' ? fromText(value, zone) : undefined;
}

function fromObject(value: object | null, zone: string): DateTime | undefined {
	const isLuxon = isRecord(value) && value.isLuxonDateTime === true;
	return isLuxon || value instanceof Date ? parse(value, zone) : undefined;
}

function fromText(text: string, zone: string): DateTime | undefined {
	const [, whole = '', day = whole, time, offset = ''] = DATE.exec(text) ?? [];
	const date = parse(time === undefined ? day : `${day}T${time}${offset}`, zone);
	if (!date || !hasDay(date, day)) return undefined;
	return offset === '' ? firstOf(date) : date;
}

/**
 * Returns the first of two possible times: when clocks go back, an hour occurs twice. Luxon would use the one
 * with today's offset, so the same text would have different meanings in summer and winter.
 */
function firstOf(date: DateTime): DateTime {
	return date.getPossibleOffsets()[0] ?? date;
}

/**
 * Returns whether a date falls on the day as written. n8n's parser falls back to `Date.parse`, which turns
 * February 30 into March 2, in the server's time zone.
 */
function hasDay(date: DateTime, written: string): boolean {
	const digits = written.replace(/-/g, '');
	return ['yyyyMMdd', 'yyyyooo', "kkkk'W'WWc"].some((format) =>
		date.toFormat(format).startsWith(digits),
	);
}

function parse(value: unknown, zone: string): DateTime | undefined {
	try {
		return tryToParseDateTime(value, zone);
	} catch {
		return undefined;
	}
}
