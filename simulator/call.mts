import type { Answer } from './schemas.mts';
import type { State } from './state.mts';

/** A request that keeps the contract. */
export interface Call {
	/** Path parameters, decoded. */
	params: Record<string, string>;
	query: Record<string, string | string[]>;
	body: unknown;
}

export type OperationHandler = (call: Call, state: State) => Answer;

/** The only value of a query parameter, if it was given. */
export function queryText({ query }: Call, name: string): string | undefined {
	const value = query[name];
	return typeof value === 'string' ? value : undefined;
}
