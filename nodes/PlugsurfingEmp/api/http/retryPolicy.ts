import type { ApiError } from './apiError';
import { clockMinute, untilNextMinute, withJitter, type Clock } from './clock';
import type { ApiRequest } from './request';

/*
 * Which requests are retried, and after how long:
 *
 * - Any request that certainly had no effect: it was rejected with 429, or no connection was made.
 * - An idempotent request (GET, enable, disable, geosearch) also after 500, 502, 503 and 504, after a
 *   timeout, and after a lost connection.
 * - No other request: a create, assign, start or stop may have taken effect before its response was
 *   lost, and an untrusted certificate stays untrusted.
 *
 * After a 429, the wait is the value of Retry-After, or else until the end of the clock minute in which
 * the request was sent, plus up to two seconds of jitter. Otherwise it is random between 0 and 1, 2, 4,
 * 8 … seconds (exponential backoff with full jitter), at most 30.
 */

const RETRYABLE_STATUSES = new Set([500, 502, 503, 504]);

const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30_000;

/** A longer Retry-After is not worth waiting for during an execution. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;

/** Returns whether a request that failed with this error may be sent again. */
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

/** Returns the wait that the server requests with Retry-After (seconds or an HTTP date), in milliseconds. */
export function retryAfterMs({ details }: ApiError, now: number): number | undefined {
	const { kind, retryAfter } = details;
	if (kind !== 'rateLimited' || retryAfter === undefined) return undefined;
	const ms = /^\s*\d+\s*$/.test(retryAfter)
		? Number(retryAfter) * 1000
		: Date.parse(retryAfter) - now;
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Returns whether a pause is short enough to wait for. */
export function isWithinLimit(ms: number): boolean {
	return ms <= MAX_RETRY_AFTER_MS;
}

/**
 * Returns the wait before the next attempt in milliseconds; undefined if it would be too long.
 *
 * @param attempts number of attempts so far
 * @param sentAt time of the last attempt
 */
export function retryDelayMs(
	error: ApiError,
	attempts: number,
	sentAt: number,
	clock: Clock,
): number | undefined {
	const now = clock.now();
	if (error.details.kind === 'rateLimited') {
		const requestedMs = retryAfterMs(error, now);
		if (requestedMs !== undefined) {
			return isWithinLimit(requestedMs) ? withJitter(requestedMs, clock) : undefined;
		}
		return withJitter(clockMinute(sentAt) === clockMinute(now) ? untilNextMinute(now) : 0, clock);
	}
	return clock.random() * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
}
