const MINUTE_MS = 60_000;

/** The number of the clock minute (UTC) that a moment lies in. */
export function clockMinute(now: number): number {
	return Math.floor(now / MINUTE_MS);
}

/** Milliseconds until the next clock minute begins. */
export function untilNextMinute(now: number): number {
	return MINUTE_MS - (((now % MINUTE_MS) + MINUTE_MS) % MINUTE_MS);
}
