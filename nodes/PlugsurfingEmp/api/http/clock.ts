import { ApiError } from './apiError';

/** Time and chance, so that tests can simulate them. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Waits `ms` milliseconds; throws ApiError as soon as the execution is cancelled. */
	pause(ms: number): Promise<void>;
	/** From 0 up to, but not including, 1. */
	random(): number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The number of the clock minute (UTC) of a time. */
export function clockMinute(now: number): number {
	return Math.floor(now / MINUTE_MS);
}

/** The number of the day (UTC) of a time. */
export function utcDay(now: number): number {
	return Math.floor(now / DAY_MS);
}

/** Milliseconds until the next clock minute begins. */
export function untilNextMinute(now: number): number {
	return MINUTE_MS - (((now % MINUTE_MS) + MINUTE_MS) % MINUTE_MS);
}

/** Requests that waited for the same moment are sent within this many milliseconds after it. */
const JITTER_MS = 2000;

/** A wait in milliseconds, made a little longer so that not all requests are sent at once. */
export function withJitter(ms: number, { random }: Clock): number {
	return ms + random() * JITTER_MS;
}

/** The same clock, but its pauses never go beyond `until`: a longer one throws ApiError at once. */
export function clockUntil(clock: Clock, until: number): Clock {
	return {
		...clock,
		pause: async (ms) => {
			if (clock.now() + ms <= until) return await clock.pause(ms);
			throw new ApiError('Plugsurfing is busy, and the poll has no time left to wait', {
				remedy: 'Nothing is lost: the next poll continues where this one began.',
			});
		},
	};
}
