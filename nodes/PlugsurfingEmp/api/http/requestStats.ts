/** Retries and rate limit waits of an execution, for its hints. */
export class RequestStats {
	/** Number of retries. */
	retries = 0;

	/** Time in which at least one request waited for the rate limit, in milliseconds. */
	rateLimitWaitMs = 0;

	private waitedUntil = -Infinity;

	/** Counts a wait for the rate limit. Time in which several requests waited counts once. */
	waitedForRateLimit(from: number, to: number): void {
		const end = Math.max(this.waitedUntil, to);
		this.rateLimitWaitMs += Math.max(0, end - Math.max(from, this.waitedUntil));
		this.waitedUntil = end;
	}
}
