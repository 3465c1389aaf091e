import type { Api } from './api.mts';
import type { Exchange } from './client.mts';

export type Verdict = 'confirmed' | 'refuted' | 'unclear';

export interface Finding {
	verdict: Verdict;
	/** A few words without data of the account. */
	cameBack: string;
}

/** An assumption of this package that is not documented. */
export interface Fact {
	id: string;
	statement: string;
	/** Section of docs/api-facts.md, and the beginning of the row. */
	section: string;
	row: string;
	/** Another row that it covers: section and beginning. */
	also?: readonly [section: string, row: string];
	/** @throws Unclear if the response is not conclusive */
	check: (api: Api) => Finding | Promise<Finding>;
}

export function verdict(holds: boolean, cameBack: string): Finding {
	return { verdict: holds ? 'confirmed' : 'refuted', cameBack };
}

/** Formats statuses as `200, 404`, or the code of a network error. */
export function statuses(...exchanges: Exchange[]): string {
	return exchanges.map(({ status, failure }) => String(status ?? failure)).join(', ');
}

/** Checks that a request gets this status. */
export function answers(status: number, ask: (api: Api) => Promise<Exchange>): Fact['check'] {
	return async (api) => {
		const exchange = await ask(api);
		return verdict(exchange.status === status, statuses(exchange));
	};
}
