import type { Clock } from './clock';
import { clockMinute, untilNextMinute } from './clockMinute';

/** Requests per clock minute (UTC) and API key: Plugsurfing's fair usage policy (docs/api-facts.md#fair-use). */
export const REQUESTS_PER_MINUTE = 3000;

/** Those who waited for the same moment set off spread over so many milliseconds after it. */
const SPREAD_MS = 2000;

/** A wait in milliseconds, and a little more so that not all come at once. */
export function withJitter(ms: number, { random }: Clock): number {
	return ms + random() * SPREAD_MS;
}

/** What may still be sent with one API key in this clock minute, by all executions of this process. */
export class RateLimit {
	private minute = Number.NaN;

	private used = 0;

	private closed = { from: 0, until: 0 };

	constructor(private readonly allowed = REQUESTS_PER_MINUTE) {}

	/**
	 * Waits until one more request may be sent, and counts it.
	 *
	 * @returns whether it had to wait.
	 */
	async acquire(clock: Clock): Promise<boolean> {
		for (let waited = false; ; waited = true) {
			const wait = this.waitAt(clock.now());
			if (wait === 0) {
				this.used += 1;
				return waited;
			}
			await clock.pause(withJitter(wait, clock));
		}
	}

	/**
	 * The server refused a request of that moment: another process has used up its minute. The answer
	 * may have come in the next one, of which nothing is used.
	 */
	markExhausted(sentAt: number): void {
		if (clockMinute(sentAt) === this.minute) this.used = this.allowed;
	}

	/** The server wants to be left alone for so many milliseconds. */
	blockFor(now: number, ms: number): void {
		const until = this.isClosed(now) ? this.closed.until : now;
		this.closed = { from: now, until: Math.max(until, now + ms) };
	}

	private waitAt(now: number): number {
		this.turnTheClock(now);
		if (this.isClosed(now)) return this.closed.until - now;
		return this.used < this.allowed ? 0 : untilNextMinute(now);
	}

	/** Before it was closed it is open, also when somebody has set the clock back. */
	private isClosed(now: number): boolean {
		return this.closed.from <= now && now < this.closed.until;
	}

	/** Any other minute is a new one, for the same reason. */
	private turnTheClock(now: number): void {
		const minute = clockMinute(now);
		if (minute === this.minute) return;
		this.minute = minute;
		this.used = 0;
	}
}

const budgets = new Map<string, RateLimit>();

/** The one budget that this process has for an API key at a base URL. */
export function rateLimitFor(baseUrl: string, apiKey: string): RateLimit {
	const account = `${baseUrl} ${apiKey}`;
	const known = budgets.get(account);
	if (known) return known;
	const budget = new RateLimit();
	budgets.set(account, budget);
	return budget;
}
