import type { Clock } from '../../nodes/PlugsurfingEmp/api/http/clock.ts';

/*
 * Simulated time for tests of the built node. A test file replaces two built files with this one:
 *
 *   jest.mock('…/api/http/systemClock.js', () => jest.requireActual('../engine/simulatedTime.mts'));
 *   jest.mock('…/api/http/sendWithRetries.js', () => jest.requireActual('../engine/simulatedTime.mts'));
 */

const NOON = Date.UTC(2026, 0, 31, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Evenly spread random numbers, the same in every run: multiples of the golden ratio. */
const GOLDEN = 0.618_033_988_749_895;

interface Waiting {
	due: number;
	resume: () => void;
}

/**
 * Stands still while a request is in flight. When only pauses are left, it jumps to the end of the
 * next one: a minute of waiting takes no time, and everything happens in its real order.
 */
class SimulatedTime {
	private moment = NOON;
	private waiting: Waiting[] = [];
	private inFlight = 0;
	private chances = 0;

	/** Requests that left the node, whether or not they reached a server. */
	sent = 0;

	/** The maximum number of concurrent requests. */
	mostInFlight = 0;

	readonly now = () => this.moment;

	readonly clock: Clock = {
		now: this.now,
		random: () => (++this.chances * GOLDEN) % 1,
		pause: (ms) =>
			new Promise((resume) => {
				this.waiting.push({ due: this.moment + ms, resume });
				this.settle();
			}),
	};

	/** Moves to a new minute of fair use and resets the counts. */
	nextMinute(): void {
		this.startNext(MINUTE);
	}

	/** Moves to a new day (UTC) of fair use and resets the counts. */
	nextDay(): void {
		this.startNext(DAY);
	}

	private startNext(unit: number): void {
		this.moment = (Math.floor(this.moment / unit) + 1) * unit;
		this.chances = 0;
		this.sent = 0;
		this.mostInFlight = 0;
	}

	/** Holds time until the request is over. */
	async during<T>(request: Promise<T>): Promise<T> {
		this.sent += 1;
		this.inFlight += 1;
		this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
		try {
			return await request;
		} finally {
			this.inFlight -= 1;
			this.settle();
		}
	}

	/** Lets everything else run before time moves on. */
	private settle(): void {
		setImmediate(() => {
			if (this.inFlight > 0 || this.waiting.length === 0) return;
			this.moment = Math.max(this.moment, Math.min(...this.waiting.map(({ due }) => due)));
			const over = this.waiting.filter(({ due }) => due <= this.moment);
			this.waiting = this.waiting.filter(({ due }) => due > this.moment);
			for (const { resume } of over) resume();
			this.settle();
		});
	}
}

export const time = new SimulatedTime();

export function systemClock(): Clock {
	return time.clock;
}

type Send = typeof import('../../nodes/PlugsurfingEmp/api/http/sendWithRetries.ts').sendWithRetries;

const built = jest.requireActual<{ sendWithRetries: Send }>(
	'../../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js',
);

export const sendWithRetries: Send = (request, means) =>
	built.sendWithRetries(request, {
		...means,
		send: (sent) => time.during(means.send(sent)),
	});
