const minuteMs = 60_000;

export interface Bulk {
	requests: number;
	/** Time of the first request, milliseconds since 1970. */
	startedAt: number;
	/** Allowed requests per clock minute. */
	perMinute: number;
	/** Requests already sent in the clock minute of the start. */
	spent?: number;
	latencyMs: number;
	/** Maximum number of requests in flight. */
	concurrent?: number;
}

/**
 * Returns the milliseconds from the start to the last response for a client that never waits longer than
 * necessary.
 */
export function fairUseOptimum(bulk: Bulk): number {
	const { requests, startedAt, perMinute, latencyMs, concurrent = Infinity } = bulk;
	let allowed = perMinute - (bulk.spent ?? 0);
	let missing = requests;
	let now = startedAt;
	for (;;) {
		const nextMinute = (Math.floor(now / minuteMs) + 1) * minuteMs;
		const inThisMinute = Math.min(missing, allowed);
		allowed = perMinute;
		const waves = Math.ceil(inThisMinute / concurrent) || 1;
		const wavesUntilThen = Math.max(1, Math.ceil((nextMinute - now) / latencyMs));
		if (waves > wavesUntilThen) {
			// Too few in flight to use up this minute.
			missing -= wavesUntilThen * concurrent;
			now += wavesUntilThen * latencyMs;
			continue;
		}
		missing -= inThisMinute;
		if (missing === 0) return now + waves * latencyMs - startedAt;
		// The last responses of this minute may arrive after its end.
		now = Math.max(nextMinute, now + (waves - 1) * latencyMs);
	}
}
