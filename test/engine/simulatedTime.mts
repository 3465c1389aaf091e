import type { Clock } from '../../nodes/PlugsurfingEmp/api/http/clock.ts';

/*
 * Time in tests of the built node. A test file puts this in the place of two built files:
 *
 *   jest.mock('…/api/http/systemClock.js', () => jest.requireActual('../engine/simulatedTime.mts'));
 *   jest.mock('…/api/http/sendWithRetries.js', () => jest.requireActual('../engine/simulatedTime.mts'));
 */

const NOON = Date.UTC(2026, 0, 31, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Chances that are spread evenly and the same in every run: multiples of the golden ratio. */
const GOLDEN = 0.618_033_988_749_895;

interface Waiting {
	due: number;
	resume: () => void;
}

/**
 * Stands still while a request is under way. When all that is left are pauses, it moves on to the
 * end of the next one: a minute of waiting takes no time, and the order of things is the real one.
 */
class SimulatedTime {
	private moment = NOON;
	private waiting: Waiting[] = [];
	private underWay = 0;
	private chances = 0;

	/** Requests that left the node, whether or not they reached a server. */
	sent = 0;

	/** The most of them that were under way at the same time. */
	mostUnderWay = 0;

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

	/** A fresh minute of fair use; counting begins anew. */
	nextMinute(): void {
		this.startNext(MINUTE);
	}

	/** A fresh day (UTC) of fair use; counting begins anew. */
	nextDay(): void {
		this.startNext(DAY);
	}

	private startNext(unit: number): void {
		this.moment = (Math.floor(this.moment / unit) + 1) * unit;
		this.chances = 0;
		this.sent = 0;
		this.mostUnderWay = 0;
	}

	/** Holds time until the request is over. */
	async during<T>(request: Promise<T>): Promise<T> {
		this.sent += 1;
		this.underWay += 1;
		this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
		try {
			return await request;
		} finally {
			this.underWay -= 1;
			this.settle();
		}
	}

	/** Everybody gets the chance to go on before time does. */
	private settle(): void {
		setImmediate(() => {
			if (this.underWay > 0 || this.waiting.length === 0) return;
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
