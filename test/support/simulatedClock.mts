import type { Clock } from '../../nodes/PlugsurfingEmp/api/http/clock.ts';

export interface SimulatedClock extends Clock {
	/** Every wait, in milliseconds. */
	waits: number[];
	/** Sets the clock, as a time correction does. */
	set(now: number): void;
}

/** A clock that only moves, at once, when it is waited for, with random numbers from a list. */
export function simulatedClock(start = 0, chances: number[] = []): SimulatedClock {
	let now = start;
	const waits: number[] = [];
	return {
		waits,
		now: () => now,
		set: (moment) => {
			now = moment;
		},
		random: () => chances.shift() ?? 0.5,
		pause: async (ms) => {
			waits.push(ms);
			const due = now + ms;
			await Promise.resolve();
			now = Math.max(now, due);
		},
	};
}
