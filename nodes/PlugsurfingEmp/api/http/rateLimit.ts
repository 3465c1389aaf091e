import { clockMinute, untilNextMinute, utcDay, withJitter, type Clock } from './clock';

/** Requests per clock minute (UTC) and API key: Plugsurfing's fair usage policy (docs/api-facts.md#fair-use). */
export const REQUESTS_PER_MINUTE = 3000;

/** Once the daily limit seems to be reached, one request per interval checks whether it still is. */
const PROBE_INTERVAL_MS = 5 * 60_000;

/** Minutes count as consecutive even if Retry-After leaves a gap of this many minutes between them. */
const MAX_GAP_MINUTES = 6;

/** Result of acquiring a permit: whether the request may be sent, and whether it had to wait. */
export type Permit = 'immediate' | 'waited' | 'dailyLimit';

/** Rate limit for one API key, shared by all executions of this process. */
export class RateLimit {
	private minute = Number.NaN;

	private used = 0;

	private blocked = { from: 0, until: 0 };

	/** The last minute with an accepted request, and the last one in which all were rejected. */
	private acceptedMinute = Number.NaN;

	private rejectedMinute = Number.NaN;

	/** Number of consecutive minutes in which all requests were rejected. */
	private rejectedMinutes = 0;

	private exhausted: { day: number; lastProbe: number } | undefined;

	constructor(private readonly allowed = REQUESTS_PER_MINUTE) {}

	/** Waits until a request may be sent, and counts it. Does not wait for the next day. */
	async acquire(clock: Clock): Promise<Permit> {
		for (let permit: Permit = 'immediate'; ; permit = 'waited') {
			const now = clock.now();
			const wait = this.waitAt(now);
			if (this.isDayExhausted(now) && (wait > 0 || !this.isProbe(now))) return 'dailyLimit';
			if (wait === 0) {
				this.used += 1;
				return permit;
			}
			await clock.pause(withJitter(wait, clock));
		}
	}

	/** Records a response other than 429 to a request sent at `sentAt`. */
	accepted(sentAt: number): void {
		this.acceptedMinute = clockMinute(sentAt);
		this.rejectedMinutes = 0;
		this.exhausted = undefined;
	}

	/**
	 * Records a 429 response to a request sent at `sentAt`. After two consecutive minutes in which all
	 * requests were rejected, the daily limit counts as reached.
	 *
	 * @param retryAfterMs how long to send nothing; if absent, other processes have used up the minute
	 */
	rejected(sentAt: number, now: number, retryAfterMs?: number): void {
		const minute = clockMinute(sentAt);
		if (retryAfterMs !== undefined) this.blockFor(now, retryAfterMs);
		// If the response arrives in the next minute, that minute is still unused.
		else if (minute === this.minute) this.used = this.allowed;

		if (minute === this.acceptedMinute || minute === this.rejectedMinute) return;
		const isNext = Math.abs(minute - this.rejectedMinute) <= MAX_GAP_MINUTES;
		this.rejectedMinutes = isNext ? this.rejectedMinutes + 1 : 1;
		this.rejectedMinute = minute;
		if (this.rejectedMinutes >= 2 && !this.isDayExhausted(now)) {
			this.exhausted = { day: utcDay(now), lastProbe: now };
		}
	}

	/** Returns whether the daily limit seems to be reached. */
	isDayExhausted(now: number): boolean {
		return this.exhausted?.day === utcDay(now);
	}

	/** Allows one request per interval, regardless of its outcome. */
	private isProbe(now: number): boolean {
		if (!this.exhausted) return false;
		const since = now - this.exhausted.lastProbe;
		if (since >= 0 && since < PROBE_INTERVAL_MS) return false;
		this.exhausted.lastProbe = now;
		return true;
	}

	private blockFor(now: number, ms: number): void {
		const until = this.isBlocked(now) ? this.blocked.until : now;
		this.blocked = { from: now, until: Math.max(until, now + ms) };
	}

	private waitAt(now: number): number {
		this.startMinute(now);
		if (this.isBlocked(now)) return this.blocked.until - now;
		return this.used < this.allowed ? 0 : untilNextMinute(now);
	}

	/** Returns whether requests are blocked. Ignores a block that begins in the future: the clock was set back. */
	private isBlocked(now: number): boolean {
		return this.blocked.from <= now && now < this.blocked.until;
	}

	/** Resets the count in a new minute. An earlier minute also counts as new, for the same reason. */
	private startMinute(now: number): void {
		const minute = clockMinute(now);
		if (minute === this.minute) return;
		this.minute = minute;
		this.used = 0;
	}
}

const rateLimits = new Map<string, RateLimit>();

/**
 * Returns the rate limit of this process for an API key at a base URL.
 *
 * @param allowed requests per clock minute, if this is the first call for the key
 */
export function rateLimitFor(baseUrl: string, apiKey: string, allowed?: number): RateLimit {
	const account = `${baseUrl} ${apiKey}`;
	const known = rateLimits.get(account);
	if (known) return known;
	const rateLimit = new RateLimit(allowed);
	rateLimits.set(account, rateLimit);
	return rateLimit;
}
