import type { Api } from './api.mts';
import type { Exchange } from './client.mts';

export type Verdict = 'confirmed' | 'refuted' | 'unclear';

export interface Finding {
	verdict: Verdict;
	/** A few words, with nothing of the account in them. */
	cameBack: string;
}

/** Something this package relies on that no page says. */
export interface Fact {
	id: string;
	statement: string;
	/** The section of docs/api-facts.md, and how its row begins. */
	section: string;
	row: string;
	/** Another row that it answers: its section and how it begins. */
	also?: readonly [section: string, row: string];
	/** Throws Unclear if what comes back does not tell. */
	check: (api: Api) => Finding | Promise<Finding>;
}

export function verdict(holds: boolean, cameBack: string): Finding {
	return { verdict: holds ? 'confirmed' : 'refuted', cameBack };
}

/** `200, 404`, or the code of a network error. */
export function statuses(...exchanges: Exchange[]): string {
	return exchanges.map(({ status, failure }) => String(status ?? failure)).join(', ');
}

/** That a request gets this status. */
export function answers(status: number, ask: (api: Api) => Promise<Exchange>): Fact['check'] {
	return async (api) => {
		const exchange = await ask(api);
		return verdict(exchange.status === status, statuses(exchange));
	};
}
