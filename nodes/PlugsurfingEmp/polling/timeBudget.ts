import type { IPollFunctions } from 'n8n-workflow';

/**
 * Assumed where n8n does not say how long a poll may take (before 2.38), in milliseconds. n8n's
 * scheduler abandons a poll after N8N_SCHEDULER_POLL_TIMEOUT, by default 45 s.
 */
const DEFAULT_BUDGET_MS = 40_000;

/** Share of the budget after which no further page is requested: the last one may take long. */
const READING = 0.5;

/** Share of the budget after which no request waits for another attempt. */
const WAITING = 0.9;

/** How long a poll may take. Times are milliseconds since 1970. */
export interface TimeBudget {
	began: number;
	/** Whether there is time for another page. */
	left(): boolean;
	/** Until when a request may wait for its next attempt. */
	waitUntil: number;
}

export function timeBudget(context: IPollFunctions): TimeBudget {
	const began = Date.now();
	const budget = 'getPollBudgetMs' in context ? context.getPollBudgetMs() : DEFAULT_BUDGET_MS;
	return {
		began,
		left: () => Date.now() < began + budget * READING,
		waitUntil: began + budget * WAITING,
	};
}
