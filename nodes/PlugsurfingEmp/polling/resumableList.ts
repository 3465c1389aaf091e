import { ApiError } from '../api/client';
import { paginate, type Page, type PagedList } from '../api/pagination';

/** Statuses of a server that no longer knows a cursor. */
const STALE = new Set([400, 404, 410]);

function isStale(cause: unknown): boolean {
	return cause instanceof ApiError && STALE.has(cause.details.status ?? 0);
}

/** Where a list is read on. */
export interface Resumption {
	/** The cursor at which an earlier poll stopped; none to read from the start. */
	from?: string;
	/** Called when the cursor is stale and the list is read from the start instead. */
	onRestart: () => void;
	/**
	 * Receives the cursor if its page fails for another reason. The poll fails, and the next one must
	 * not try this cursor again: nobody documents how long a cursor lives, or how the API says it is dead.
	 */
	failedCursors: Set<string>;
}

/**
 * Pages of a list, read on where an earlier poll stopped.
 *
 * @throws ApiError of the page that failed.
 */
export async function* resume<Row>(
	list: PagedList<Row>,
	{ from, onRestart, failedCursors }: Resumption,
): AsyncGenerator<Page<Row>, void, undefined> {
	const resumed: PagedList<Row> = {
		...list,
		async fetchPage(size, cursor) {
			return await list.fetchPage(size, cursor).catch(async (cause: unknown) => {
				if (from === undefined || cursor !== from) throw cause;
				if (!isStale(cause)) {
					failedCursors.add(from);
					throw cause;
				}
				onRestart();
				return await list.fetchPage(size);
			});
		},
	};
	yield* paginate(resumed, { from });
}
