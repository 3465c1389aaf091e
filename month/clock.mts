import { setTimeout as pause } from 'node:timers/promises';

/** The month's own time, which passes faster than real time. Times are milliseconds since 1970. */
export class Clock {
	private time: number;
	/** Real time when `time` was right; undefined while the clock stands still. */
	private since: number | undefined;
	private goesOn = Promise.resolve();
	private goOn: () => void = () => undefined;
	private stops = 0;

	/** @param factor how many times faster than real time */
	constructor(
		start: number,
		private readonly factor: number,
	) {
		this.time = start;
		this.stop();
	}

	readonly now = (): number =>
		this.since === undefined
			? this.time
			: this.time + (performance.now() - this.since) * this.factor;

	/** Lets time pass once each `stop` has had its `start`. At first, it stands still. */
	start(): void {
		if (--this.stops > 0) return;
		this.since ??= performance.now();
		this.goOn();
	}

	/** Stands still, for what takes real time, until it is started again. */
	stop(): void {
		if (++this.stops > 1) return;
		this.time = this.now();
		this.since = undefined;
		this.goesOn = new Promise((resolve) => (this.goOn = resolve));
	}

	/** Resolves once it is that time. */
	async until(time: number): Promise<void> {
		for (let left = time - this.now(); left > 0; left = time - this.now()) {
			if (this.since === undefined) await this.goesOn;
			else await pause(Math.max(1, left / this.factor));
		}
	}

	/** Goes on for at most `atMost` while the work takes place, then stands still until it is done. */
	async spend(atMost: number, work: Promise<void>): Promise<void> {
		const isLate = await Promise.race([
			work.then(() => false),
			this.until(this.now() + atMost).then(() => true),
		]);
		if (!isLate) return;
		this.stop();
		await work.finally(() => {
			this.start();
		});
	}
}
