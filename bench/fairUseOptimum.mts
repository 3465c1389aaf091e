const minuteMs = 60_000;

export interface Bulk {
	requests: number;
	/** When the first one may leave, milliseconds since 1970. */
	startedAt: number;
	/** How many are let in per clock minute. */
	perMinute: number;
	/** Requests that were let in before, in the clock minute of the start. */
	spent?: number;
	latencyMs: number;
	/** How many may be under way at a time. */
	concurrent?: number;
}

/** Milliseconds from the start to the last answer, for a client that never waits longer than it has to. */
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
			// Too few at a time to use up this minute.
			missing -= wavesUntilThen * concurrent;
			now += wavesUntilThen * latencyMs;
			continue;
		}
		missing -= inThisMinute;
		if (missing === 0) return now + waves * latencyMs - startedAt;
		// The last answers of this minute may come after its end.
		now = Math.max(nextMinute, now + (waves - 1) * latencyMs);
	}
}
