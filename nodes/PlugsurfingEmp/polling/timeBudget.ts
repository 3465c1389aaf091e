import type { IPollFunctions } from 'n8n-workflow';

/** What n8n grants a poll where it does not say (before 2.38), in milliseconds. */
const USUAL_BUDGET_MS = 5 * 60_000;

/** After this part of the budget no further page is asked for: the last one may take long. */
const READING = 0.5;

/** After this part of it nothing is waited for any more. */
const WAITING = 0.9;

/** How long a poll may take. */
export interface TimeBudget {
	/** Milliseconds since 1970. */
	began: number;
	/** Whether there is time for another page. */
	left(): boolean;
	/** Until when a request may wait for its next try, in milliseconds since 1970. */
	waitUntil: number;
}

export function timeBudget(context: IPollFunctions): TimeBudget {
	const began = Date.now();
	const budget = 'getPollBudgetMs' in context ? context.getPollBudgetMs() : USUAL_BUDGET_MS;
	return {
		began,
		left: () => Date.now() < began + budget * READING,
		waitUntil: began + budget * WAITING,
	};
}
