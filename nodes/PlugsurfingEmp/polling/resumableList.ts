import { ApiError } from '../api/client';
import { paginate, type Page, type PagedList } from '../api/pagination';

/** Response statuses for a cursor that the server no longer accepts. */
const STALE = new Set([400, 404, 410]);

function isStale(cause: unknown): boolean {
	return cause instanceof ApiError && STALE.has(cause.details.status ?? 0);
}

/** Where and how to resume a list. */
export interface Resumption {
	/** Cursor at which an earlier poll stopped; if absent, read from the start. */
	from?: string;
	/** Called if the cursor is stale, before the list is read from the start. */
	onRestart: () => void;
	/**
	 * Receives the cursor if its page fails for another reason. The poll fails, and the next one must
	 * not use this cursor again: it is not documented how long a cursor is valid, or how the API rejects
	 * an expired one.
	 */
	failedCursors: Set<string>;
}

/**
 * Reads the pages of a list, starting where an earlier poll stopped.
 *
 * @throws ApiError if a page fails.
 */
export async function* resume<Row>(
	list: PagedList<Row>,
	{ from, onRestart, failedCursors }: Resumption,
): AsyncGenerator<Page<Row>, void, undefined> {
	const pages = paginate(list, { from });
	const first = await pages.next().catch((cause: unknown) => {
		if (from !== undefined && isStale(cause)) return undefined;
		if (from !== undefined) failedCursors.add(from);
		throw cause;
	});
	if (first?.done) return;
	if (first) {
		yield first.value;
		yield* pages;
		return;
	}
	onRestart();
	// A new listing: the server may return the stale cursor again.
	yield* paginate(list, {});
}
