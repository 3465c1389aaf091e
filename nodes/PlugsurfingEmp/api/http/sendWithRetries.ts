import type { ApiError } from './apiError';
import type { Clock } from './clock';
import type { RateLimit } from './rateLimit';
import type { ApiRequest } from './request';
import type { RequestStats } from './requestStats';
import { dayUsedUpError, isOk, responseError, type HttpResponse } from './responseErrors';
import { isRetryable, isWithinLimit, retryAfterMs, retryDelayMs } from './retryPolicy';

/** Sends a request once: the response, whatever its status, or why there is none. */
export type Send = (
	request: ApiRequest,
) => Promise<{ response: HttpResponse } | { error: ApiError }>;

interface Dependencies {
	send: Send;
	rateLimit: RateLimit;
	clock: Clock;
	stats: RequestStats;
	maxRetries: number;
}

/**
 * Sends a request within the rate limit, again where the policy allows it, and returns the body of
 * its 2xx response.
 *
 * @throws ApiError of the last attempt.
 */
export async function sendWithRetries(
	request: ApiRequest,
	dependencies: Dependencies,
): Promise<unknown> {
	const { send, rateLimit, clock, stats, maxRetries } = dependencies;
	for (let attempt = 1; ; attempt++) {
		const queuedAt = clock.now();
		const permit = await rateLimit.acquire(clock);
		if (permit === 'dayUsedUp') throw dayUsedUpError(request);
		if (permit === 'waited') stats.waitedForRateLimit(queuedAt, clock.now());

		const sentAt = clock.now();
		const outcome = await send(request);
		if ('response' in outcome && isOk(outcome.response.status)) {
			rateLimit.accepted(sentAt);
			return outcome.response.body;
		}
		const error = shareRefusal(
			'response' in outcome ? responseError(request, outcome.response) : outcome.error,
			sentAt,
			request,
			dependencies,
		);
		const isRateLimited = error.details.kind === 'rateLimited';
		const mayRetry = attempt <= maxRetries && isRetryable(request, error);
		const delay = mayRetry ? retryDelayMs(error, attempt, sentAt, clock) : undefined;
		if (delay === undefined) {
			throw attempt > 1 ? error.after(`It was tried ${attempt} times`) : error;
		}
		stats.retries += 1;
		const waitingSince = clock.now();
		await clock.pause(delay);
		if (isRateLimited) stats.waitedForRateLimit(waitingSince, clock.now());
	}
}

/**
 * Lets the rate limit know: one 429 counts for all requests with the same API key, so that they need
 * not be refused one by one.
 */
function shareRefusal(
	error: ApiError,
	sentAt: number,
	request: ApiRequest,
	{ rateLimit, clock }: Dependencies,
): ApiError {
	if (error.details.kind !== 'rateLimited') {
		if (error.details.status !== undefined) rateLimit.accepted(sentAt);
		return error;
	}
	const now = clock.now();
	const retryAfter = retryAfterMs(error, now);
	const isTooLong = retryAfter !== undefined && !isWithinLimit(retryAfter);
	rateLimit.refused(sentAt, now, isTooLong ? 0 : retryAfter);
	return rateLimit.isDayUsedUp(now) ? dayUsedUpError(request) : error;
}
