import type { ApiError } from './apiError';
import { clockMinute, untilNextMinute, withJitter, type Clock } from './clock';
import type { ApiRequest } from './request';

/*
 * Which requests are sent again, when, and after how long:
 *
 * - A request that surely had no effect is always sent again: it was refused with 429, or no
 *   connection was made.
 * - An idempotent one (a GET, enable, disable, a geosearch) is sent again also after 500, 502, 503
 *   and 504, after a timeout, and after a connection that was lost in any other way.
 * - Nothing else is: a create, assign, start or stop may have taken effect before its response was
 *   lost, and a certificate that is not trusted now will not be in a second.
 *
 * After a 429 the wait is what Retry-After says, else until the clock minute is over in which the
 * request was sent; and up to two seconds more, so that not all come at once. Otherwise it is drawn
 * from 0 to 1, 2, 4, 8 … seconds (exponential backoff with full jitter), at most 30.
 */

const RETRYABLE_STATUSES = new Set([500, 502, 503, 504]);

const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30_000;

/** A server that asks for a longer pause has a reason that does not pass while an execution waits. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;

/** Whether a request that ended with this error may be sent again. */
export function isRetryable(request: ApiRequest, { details }: ApiError): boolean {
	switch (details.kind) {
		case 'rateLimited':
		case 'notConnected':
			return true;
		case 'connectionLost':
			return request.idempotent;
		case 'serverError':
			return request.idempotent && RETRYABLE_STATUSES.has(details.status ?? 0);
		default:
			return false;
	}
}

/** What the server asks for with Retry-After, in milliseconds: seconds, or an HTTP date. */
export function retryAfterMs({ details }: ApiError, now: number): number | undefined {
	const { kind, retryAfter } = details;
	if (kind !== 'rateLimited' || retryAfter === undefined) return undefined;
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
 * How long to wait before the next attempt, in milliseconds; undefined if that would be too long.
 *
 * @param attempts how often the request has been sent.
 * @param sentAt when it was last sent.
 */
export function retryDelayMs(
	error: ApiError,
	attempts: number,
	sentAt: number,
	clock: Clock,
): number | undefined {
	const now = clock.now();
	if (error.details.kind === 'rateLimited') {
		const asked = retryAfterMs(error, now);
		if (asked !== undefined) return isWithinLimit(asked) ? withJitter(asked, clock) : undefined;
		return withJitter(clockMinute(sentAt) === clockMinute(now) ? untilNextMinute(now) : 0, clock);
	}
	return clock.random() * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
}
