const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export interface FairUseLimits {
	requestsPerMinute: number;
	requestsPerDay: number;
}

interface Budget {
	minute: number;
	inMinute: number;
	day: number;
	inDay: number;
}

/**
 * Fair use after Plugsurfing's policy (docs/api-facts.md#fair-use): so many requests per API key in a clock minute and in a day, both in UTC. What
 * the minute refuses does not count against the day.
 */
export class FairUse {
	private readonly budgets = new Map<string, Budget>();

	constructor(private readonly limits: FairUseLimits) {}

	/** Spends one request; answers milliseconds until the next one is let in if there is none left. */
	spend(apiKey: string, now: number): number | undefined {
		const budget = this.budgetAt(apiKey, now);
		if (budget.inDay >= this.limits.requestsPerDay) return (budget.day + 1) * DAY - now;
		if (budget.inMinute >= this.limits.requestsPerMinute) return (budget.minute + 1) * MINUTE - now;
		budget.inMinute++;
		budget.inDay++;
		return undefined;
	}

	/** How many requests an API key has spent in this minute. */
	spentInMinute(apiKey: string, now: number): number {
		return this.budgetAt(apiKey, now).inMinute;
	}

	private budgetAt(apiKey: string, now: number): Budget {
		const minute = Math.floor(now / MINUTE);
		const day = Math.floor(now / DAY);
		const before = this.budgets.get(apiKey);
		const budget: Budget = {
			minute,
			inMinute: before?.minute === minute ? before.inMinute : 0,
			day,
			inDay: before?.day === day ? before.inDay : 0,
		};
		this.budgets.set(apiKey, budget);
		return budget;
	}
}
