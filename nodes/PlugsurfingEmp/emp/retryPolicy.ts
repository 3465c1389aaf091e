import type { Clock } from './clock';
import type { EmpError } from './empError';
import { untilNextTurn } from './fairUse';
import { CANCELLED, neverConnected } from './networkCode';
import type { EmpRequest } from './request';

/*
 * Which requests are sent again, when, and after how long:
 *
 * - One that surely had no effect is sent again whatever it is: it was refused with 429, or the
 *   connection was never made.
 * - One that does no harm a second time (a GET, enable, disable) is sent again also after 500, 502,
 *   503 and 504, after a time-out, and after any other break of the connection.
 * - Nothing else is: a create, assign, start or stop may have taken effect before its answer was lost.
 *
 * After a 429 the wait is what Retry-After says, else until the next clock minute. Otherwise it is
 * drawn from 0 to 1, 2, 4, 8 … seconds (exponential backoff with full jitter), 30 at the most.
 */

const PASSING_STATUSES = new Set([500, 502, 503, 504]);

const FIRST_WAIT_MS = 1000;
const LONGEST_BACKOFF_MS = 30_000;

/** A server that wants a longer pause than this has a reason that waiting in an execution does not mend. */
const LONGEST_RETRY_AFTER_MS = 5 * 60_000;

/** Whether a request that ended like this may be sent again. */
export function mayBeRepeated(request: EmpRequest, { details }: EmpError): boolean {
	const { status, networkCode } = details;
	if (networkCode === CANCELLED) return false;
	if (status === 429 || neverConnected(networkCode)) return true;
	return request.repeatable && (status === undefined || PASSING_STATUSES.has(status));
}

/** Milliseconds that a Retry-After header asks for: seconds, or an HTTP date. */
function retryAfterMs(header: string | undefined, now: number): number | undefined {
	if (header === undefined) return undefined;
	const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/**
 * How long to wait before the next try, in milliseconds; nothing when it would be too long.
 *
 * @param tries how often the request has been sent.
 */
export function waitBeforeNextTry(
	{ details: { status, retryAfter } }: EmpError,
	tries: number,
	clock: Clock,
): number | undefined {
	if (status === 429) {
		const asked = retryAfterMs(retryAfter, clock.now());
		if (asked === undefined) return untilNextTurn(clock);
		return asked <= LONGEST_RETRY_AFTER_MS ? asked : undefined;
	}
	return clock.random() * Math.min(LONGEST_BACKOFF_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
}
