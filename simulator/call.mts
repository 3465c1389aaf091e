import { errorResponse, type Answer } from './schemas.mts';
import type { State } from './state.mts';

/** A valid request. */
export interface Call<Body = unknown> {
	/** Path parameters, decoded. */
	params: Record<string, string>;
	query: Record<string, string | string[]>;
	body: Body;
}

/** Each handler expects the body of its operation in the contract. */
export type OperationHandler = (call: Call<never>, state: State) => Answer;

/** Returns the value of a query parameter; undefined if it is absent or repeated. */
export function queryText({ query }: Call, name: string): string | undefined {
	const value = query[name];
	return typeof value === 'string' ? value : undefined;
}

/** One page of a list, and the place of the next one if there is more. */
interface Slice {
	rows: unknown[];
	next: number | undefined;
}

/**
 * Returns a response with a page of a list.
 *
 * @param list name of the list in the response
 * @param filter of the list; a cursor is valid only for the same filter
 * @param slice returns the page at a place
 */
export function listed(
	call: Call,
	{ cursors }: State,
	list: string,
	filter: object,
	slice: (place: number) => Slice,
): Answer {
	const narrowed = JSON.stringify(filter);
	const cursor = queryText(call, 'cursor');
	const position = cursor === undefined ? 0 : cursors.open(cursor, list, narrowed);
	if (position === undefined) return errorResponse(400, 'The cursor is invalid');
	const sealAt = (place: number) => cursors.seal({ list, filter: narrowed, position: place });
	const { rows, next } = slice(position);
	const more = next === undefined ? {} : { cursor: sealAt(next) };
	return { status: 200, body: { [list]: rows, ...more }, restart: () => sealAt(position) };
}
