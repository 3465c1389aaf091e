const MINUTE = 60_000;

/**
 * Plugsurfing's fair use policy (docs/api-facts.md#fair-use): limits the requests in a clock minute (UTC). The
 * limit per day, 1,000,000, is not simulated.
 */
export class FairUse {
	private minute = 0;
	private requests = 0;

	constructor(private readonly perMinute: number) {}

	/** Counts a request. Returns the milliseconds until the next one is allowed if the limit is reached, otherwise 0. */
	spend(now: number): number {
		if (this.spentInMinute(now) >= this.perMinute) return MINUTE - (now % MINUTE);
		this.requests++;
		return 0;
	}

	/** Returns the number of requests in this minute. */
	spentInMinute(now: number): number {
		const minute = Math.floor(now / MINUTE);
		if (minute !== this.minute) this.requests = 0;
		this.minute = minute;
		return this.requests;
	}
}
