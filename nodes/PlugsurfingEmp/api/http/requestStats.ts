/** What patience has cost an execution so far, for the user to know. */
export class RequestStats {
	/** How often a request was sent again. */
	retries = 0;

	/** Time in which at least one request waited for fair use, in milliseconds. */
	rateLimitWaitMs = 0;

	private waitedUntil = -Infinity;

	/** Counts a wait for fair use. What several requests waited at the same time counts once. */
	waitedForRateLimit(from: number, to: number): void {
		const end = Math.max(this.waitedUntil, to);
		this.rateLimitWaitMs += Math.max(0, end - Math.max(from, this.waitedUntil));
		this.waitedUntil = end;
	}
}
