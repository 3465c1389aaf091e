import { refusal, type Answer } from './schemas.mts';
import type { State } from './state.mts';

/** A request that keeps the contract. */
export interface Call<Body = unknown> {
	/** Path parameters, decoded. */
	params: Record<string, string>;
	query: Record<string, string | string[]>;
	body: Body;
}

/** Each takes the body that its operation has in the contract. */
export type OperationHandler = (call: Call<never>, state: State) => Answer;

/** The only value of a query parameter, if it was given. */
export function queryText({ query }: Call, name: string): string | undefined {
	const value = query[name];
	return typeof value === 'string' ? value : undefined;
}

/** One page of a list, and the position of the next one if there is more. */
export interface Slice {
	rows: Record<string, unknown[]>;
	next: number | undefined;
}

/**
 * Answers with a page of a list.
 *
 * @param filter what the list is narrowed to; a cursor is good for the same filter only
 * @param slice the page at a position
 */
export function listed(
	call: Call,
	{ cursors }: State,
	list: string,
	filter: object,
	slice: (position: number) => Slice,
): Answer {
	const narrowed = JSON.stringify(filter);
	const cursor = queryText(call, 'cursor');
	const position = cursor === undefined ? 0 : cursors.open(cursor, list, narrowed);
	if (position === undefined) return refusal(400, 'The cursor is invalid');
	const sealAt = (place: number) => cursors.seal({ list, filter: narrowed, position: place });
	const { rows, next } = slice(position);
	const more = next === undefined ? {} : { cursor: sealAt(next) };
	return { status: 200, body: { ...rows, ...more }, restart: () => sealAt(position) };
}
