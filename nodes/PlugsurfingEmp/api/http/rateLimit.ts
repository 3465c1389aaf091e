import { clockMinute, untilNextMinute, utcDay, withJitter, type Clock } from './clock';

/** Requests per clock minute (UTC) and API key: Plugsurfing's fair usage policy (docs/api-facts.md#fair-use). */
export const REQUESTS_PER_MINUTE = 3000;

/** Once the day's requests seem to be used up, one request in this time finds out whether they are. */
const PROBE_INTERVAL_MS = 5 * 60_000;

/** Minutes count as successive although Retry-After may leave this many of them without a request. */
const MAX_GAP_MINUTES = 6;

/** Whether a request may be sent, and whether it had to wait. */
export type Permit = 'immediate' | 'waited' | 'dayUsedUp';

/** What may still be sent with one API key, by all executions of this process. */
export class RateLimit {
	private minute = Number.NaN;

	private used = 0;

	private closed = { from: 0, until: 0 };

	/** The last minute in which Plugsurfing accepted a request, and the last one with only refusals. */
	private acceptedMinute = Number.NaN;

	private refusedMinute = Number.NaN;

	/** How many minutes in a row had only refusals. */
	private refusedInARow = 0;

	private usedUp: { day: number; lastProbe: number } | undefined;

	constructor(private readonly allowed = REQUESTS_PER_MINUTE) {}

	/** Waits until one more request may be sent, and counts it. Does not wait for the next day. */
	async acquire(clock: Clock): Promise<Permit> {
		for (let permit: Permit = 'immediate'; ; permit = 'waited') {
			const now = clock.now();
			const wait = this.waitAt(now);
			if (this.isDayUsedUp(now) && (wait > 0 || !this.isProbe(now))) return 'dayUsedUp';
			if (wait === 0) {
				this.used += 1;
				return permit;
			}
			await clock.pause(withJitter(wait, clock));
		}
	}

	/** Plugsurfing accepted a request that was sent at this time: any response but a 429. */
	accepted(sentAt: number): void {
		this.acceptedMinute = clockMinute(sentAt);
		this.refusedInARow = 0;
		this.usedUp = undefined;
	}

	/**
	 * Plugsurfing refused a request (429) that was sent at this time. After two minutes in a row with
	 * nothing but refusals the day's requests count as used up.
	 *
	 * @param retryAfterMs for how long it wants no more; absent, another process has used up the minute.
	 */
	refused(sentAt: number, now: number, retryAfterMs?: number): void {
		const minute = clockMinute(sentAt);
		if (retryAfterMs !== undefined) this.blockFor(now, retryAfterMs);
		// The response may come in the next minute, of which nothing is used.
		else if (minute === this.minute) this.used = this.allowed;

		if (minute === this.acceptedMinute || minute === this.refusedMinute) return;
		const isNext = Math.abs(minute - this.refusedMinute) <= MAX_GAP_MINUTES;
		this.refusedInARow = isNext ? this.refusedInARow + 1 : 1;
		this.refusedMinute = minute;
		if (this.refusedInARow >= 2 && !this.isDayUsedUp(now)) {
			this.usedUp = { day: utcDay(now), lastProbe: now };
		}
	}

	/** Whether the day's requests seem to be used up. */
	isDayUsedUp(now: number): boolean {
		return this.usedUp?.day === utcDay(now);
	}

	/** One request every few minutes is let through, whatever becomes of it. */
	private isProbe(now: number): boolean {
		if (!this.usedUp) return false;
		const since = now - this.usedUp.lastProbe;
		if (since >= 0 && since < PROBE_INTERVAL_MS) return false;
		this.usedUp.lastProbe = now;
		return true;
	}

	private blockFor(now: number, ms: number): void {
		const until = this.isClosed(now) ? this.closed.until : now;
		this.closed = { from: now, until: Math.max(until, now + ms) };
	}

	private waitAt(now: number): number {
		this.startMinute(now);
		if (this.isClosed(now)) return this.closed.until - now;
		return this.used < this.allowed ? 0 : untilNextMinute(now);
	}

	/** Before it was closed it is open: the clock may have been set back. */
	private isClosed(now: number): boolean {
		return this.closed.from <= now && now < this.closed.until;
	}

	/** Any other minute is a new one, for the same reason. */
	private startMinute(now: number): void {
		const minute = clockMinute(now);
		if (minute === this.minute) return;
		this.minute = minute;
		this.used = 0;
	}
}

const rateLimits = new Map<string, RateLimit>();

/** The one rate limit that this process has for an API key at a base URL. */
export function rateLimitFor(baseUrl: string, apiKey: string): RateLimit {
	const account = `${baseUrl} ${apiKey}`;
	const known = rateLimits.get(account);
	if (known) return known;
	const rateLimit = new RateLimit();
	rateLimits.set(account, rateLimit);
	return rateLimit;
}
