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
 * Plugsurfing's fair use policy (docs/api-facts.md#fair-use): limits the requests per API key in a clock minute
 * and in a day, both in UTC. Requests rejected by the minute limit do not count against the day.
 */
export class FairUse {
	private readonly budgets = new Map<string, Budget>();

	constructor(private readonly limits: FairUseLimits) {}

	/**
	 * Counts a request. Returns the milliseconds until the next one is allowed if the limit is reached, otherwise
	 * undefined.
	 */
	spend(apiKey: string, now: number): number | undefined {
		const budget = this.budgetAt(apiKey, now);
		if (budget.inDay >= this.limits.requestsPerDay) return (budget.day + 1) * DAY - now;
		if (budget.inMinute >= this.limits.requestsPerMinute) return (budget.minute + 1) * MINUTE - now;
		budget.inMinute++;
		budget.inDay++;
		return undefined;
	}

	/** Returns the number of requests of an API key in this minute. */
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
