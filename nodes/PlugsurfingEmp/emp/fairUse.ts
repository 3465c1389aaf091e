import type { Clock } from './clock';
import { clockMinute, untilNextMinute } from './clockMinute';

/** Requests per clock minute (UTC) and API key: Plugsurfing's fair usage policy (plugsurfing-api.md, section 6). */
export const REQUESTS_PER_MINUTE = 3000;

/** When a minute begins, those who waited for it set off spread over so many milliseconds. */
const SPREAD_MS = 2000;

/** Milliseconds until the next minute, and a little more so that not all come at once. */
export function untilNextTurn({ now, random }: Clock): number {
	return untilNextMinute(now()) + random() * SPREAD_MS;
}

/** What may still be sent with one API key in this clock minute, by all executions of this process. */
export class FairUse {
	private minute = Number.NaN;

	private used = 0;

	constructor(private readonly allowed = REQUESTS_PER_MINUTE) {}

	/**
	 * Waits until one more request may be sent, and counts it.
	 *
	 * @returns whether it had to wait.
	 */
	async turn(clock: Clock): Promise<boolean> {
		let waited = false;
		for (;;) {
			this.turnTheClock(clock.now());
			if (this.used < this.allowed) {
				this.used += 1;
				return waited;
			}
			await clock.pause(untilNextTurn(clock));
			waited = true;
		}
	}

	/** The server says that nothing is left of this minute: another process has used it. */
	spent(now: number): void {
		this.turnTheClock(now);
		this.used = this.allowed;
	}

	/** Any other minute is a new one, also when somebody has set the clock back. */
	private turnTheClock(now: number): void {
		const minute = clockMinute(now);
		if (minute === this.minute) return;
		this.minute = minute;
		this.used = 0;
	}
}

const budgets = new Map<string, FairUse>();

/** The one budget that this process has for an API key at a base URL. */
export function fairUseOf(baseUrl: string, apiKey: string): FairUse {
	const account = `${baseUrl} ${apiKey}`;
	const known = budgets.get(account);
	if (known) return known;
	const budget = new FairUse();
	budgets.set(account, budget);
	return budget;
}
