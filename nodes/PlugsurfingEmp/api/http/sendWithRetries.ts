import type { ApiError } from './apiError';
import type { Clock } from './clock';
import type { RateLimit } from './rateLimit';
import type { ApiRequest } from './request';
import type { RequestStats } from './requestStats';
import { dailyLimitError, isOk, responseError, type HttpResponse } from './responseErrors';
import { isRetryable, isWithinLimit, retryAfterMs, retryDelayMs } from './retryPolicy';

/** Sends a request once. Returns the response with any status, or the error if there is none. */
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
 * Sends a request within the rate limit, retries it as the policy allows, and returns the body of the 2xx
 * response.
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
		if (permit === 'dailyLimit') throw dailyLimitError(request);
		if (permit === 'waited') stats.waitedForRateLimit(queuedAt, clock.now());

		const sentAt = clock.now();
		const outcome = await send(request);
		if ('response' in outcome && isOk(outcome.response.status)) {
			rateLimit.accepted(sentAt);
			return outcome.response.body;
		}
		const error = updateRateLimit(
			'response' in outcome ? responseError(request, outcome.response) : outcome.error,
			sentAt,
			request,
			dependencies,
		);
		const isRateLimited = error.details.kind === 'rateLimited';
		const mayRetry = attempt <= maxRetries && isRetryable(request, error);
		const delay = mayRetry ? retryDelayMs(error, attempt, sentAt, clock) : undefined;
		if (delay === undefined) {
			throw attempt > 1 ? error.after(`n8n tried ${attempt} times`) : error;
		}
		stats.retries += 1;
		const waitingSince = clock.now();
		await clock.pause(delay);
		if (isRateLimited) stats.waitedForRateLimit(waitingSince, clock.now());
	}
}

/**
 * Reports the outcome to the rate limit: a 429 makes all requests with the same API key wait, instead of
 * each one being rejected.
 *
 * @returns the error to throw if the request is not retried.
 */
function updateRateLimit(
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
	rateLimit.rejected(sentAt, now, isTooLong ? 0 : retryAfter);
	return rateLimit.isDayExhausted(now) ? dailyLimitError(request) : error;
}
