import type { Clock } from './clock';
import { clockMinute, untilNextMinute } from './clockMinute';
import type { ApiError } from './apiError';
import { withJitter } from './rateLimit';
import { CANCELLED, neverConnected, untrusted } from './networkErrors';
import type { ApiRequest } from './request';

/*
 * Which requests are sent again, when, and after how long:
 *
 * - One that surely had no effect is sent again whatever it is: it was refused with 429, or the
 *   connection was never made.
 * - One that does no harm a second time (a GET, enable, disable) is sent again also after 500, 502,
 *   503 and 504, after a time-out, and after any other break of the connection.
 * - Nothing else is: a create, assign, start or stop may have taken effect before its answer was
 *   lost, and a certificate that is not trusted now will not be in a second.
 *
 * After a 429 the wait is what Retry-After says, else until the clock minute is over in which the
 * request was sent; and up to two seconds more, so that not all come at once. Otherwise it is drawn
 * from 0 to 1, 2, 4, 8 … seconds (exponential backoff with full jitter), 30 at the most.
 */

const RETRYABLE_STATUSES = new Set([500, 502, 503, 504]);

const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30_000;

/** A server that wants a longer pause than this has a reason that waiting in an execution does not mend. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;

/** Whether a request that ended like this may be sent again. */
export function isRetryable(request: ApiRequest, { details }: ApiError): boolean {
	const { status, networkCode } = details;
	if (networkCode === CANCELLED || untrusted(networkCode)) return false;
	if (status === 429 || neverConnected(networkCode)) return true;
	return request.idempotent && (status === undefined || RETRYABLE_STATUSES.has(status));
}

/** What the server asks for with Retry-After, in milliseconds: seconds, or an HTTP date. */
export function retryAfterMs({ details }: ApiError, now: number): number | undefined {
	const { status, retryAfter } = details;
	if (status !== 429 || retryAfter === undefined) return undefined;
	const ms = /^\s*\d+\s*$/.test(retryAfter)
		? Number(retryAfter) * 1000
		: Date.parse(retryAfter) - now;
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Whether a pause is so short that waiting for it makes sense. */
export function isWithinLimit(ms: number): boolean {
	return ms <= MAX_RETRY_AFTER_MS;
}

/**
 * How long to wait before the next try, in milliseconds; nothing when it would be too long.
 *
 * @param tries how often the request has been sent.
 * @param sentAt when it was sent the last time.
 */
export function retryDelayMs(
	failure: ApiError,
	tries: number,
	sentAt: number,
	clock: Clock,
): number | undefined {
	const now = clock.now();
	if (failure.details.status === 429) {
		const asked = retryAfterMs(failure, now);
		if (asked !== undefined) return isWithinLimit(asked) ? withJitter(asked, clock) : undefined;
		return withJitter(clockMinute(sentAt) === clockMinute(now) ? untilNextMinute(now) : 0, clock);
	}
	return clock.random() * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (tries - 1));
}
