import type { IPollFunctions } from 'n8n-workflow';

import { pollBudgetMs } from '../n8nQuirks';

/** Share of the budget after which no further page is requested, since a page may take long. */
const READ_SHARE = 0.5;

/** Share of the budget after which no request waits for a retry. */
const WAIT_SHARE = 0.9;

/** Time limits of a poll. Times are milliseconds since 1970. */
export interface TimeBudget {
	began: number;
	/** Returns whether there is time for another page. */
	left(): boolean;
	/** Deadline for requests that wait for a retry. */
	waitUntil: number;
}

export function timeBudget(context: IPollFunctions): TimeBudget {
	const began = Date.now();
	const budget = pollBudgetMs(context);
	return {
		began,
		left: () => Date.now() < began + budget * READ_SHARE,
		waitUntil: began + budget * WAIT_SHARE,
	};
}
