import { ApiError } from './apiError';

/** Time and randomness, so that tests can simulate them. */
export interface Clock {
	/** Returns milliseconds since 1970. */
	now(): number;
	/** Waits `ms` milliseconds; throws ApiError as soon as the execution is cancelled. */
	pause(ms: number): Promise<void>;
	/** Returns a number from 0 up to, but not including, 1. */
	random(): number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Returns the number of the clock minute (UTC) that contains a time. */
export function clockMinute(now: number): number {
	return Math.floor(now / MINUTE_MS);
}

/** Returns the number of the day (UTC) that contains a time. */
export function utcDay(now: number): number {
	return Math.floor(now / DAY_MS);
}

/** Returns milliseconds until the next clock minute begins. */
export function untilNextMinute(now: number): number {
	return MINUTE_MS - (((now % MINUTE_MS) + MINUTE_MS) % MINUTE_MS);
}

/** Maximum jitter in milliseconds for requests that wait for the same time. */
const JITTER_MS = 2000;

/** Adds random jitter to a wait in milliseconds, so that requests are not all sent at the same time. */
export function withJitter(ms: number, { random }: Clock): number {
	return ms + random() * JITTER_MS;
}

/** Limits the pauses of a clock to `until`: a longer pause immediately throws ApiError. */
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
