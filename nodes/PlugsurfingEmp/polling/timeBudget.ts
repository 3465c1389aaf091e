import type { IPollFunctions } from 'n8n-workflow';

/**
 * Time budget in milliseconds for n8n before 2.38, which does not provide one. n8n's scheduler abandons a
 * poll after N8N_SCHEDULER_POLL_TIMEOUT, by default 45 s.
 */
const DEFAULT_BUDGET_MS = 40_000;

/** Share of the budget after which no further page is requested, since a page may take long. */
const READ_SHARE = 0.5;

/** Share of the budget after which no request waits for a retry. */
const WAIT_SHARE = 0.9;

/** Time limits of a poll. Times are milliseconds since 1970. */
export interface TimeBudget {
	began: number;
	/** Whether there is time for another page. */
	left(): boolean;
	/** Deadline for requests that wait for a retry. */
	waitUntil: number;
}

export function timeBudget(context: IPollFunctions): TimeBudget {
	const began = Date.now();
	const budget = 'getPollBudgetMs' in context ? context.getPollBudgetMs() : DEFAULT_BUDGET_MS;
	return {
		began,
		left: () => Date.now() < began + budget * READ_SHARE,
		waitUntil: began + budget * WAIT_SHARE,
	};
}
