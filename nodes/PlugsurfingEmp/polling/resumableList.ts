import { ApiError } from '../api/client';
import type { PagedList } from '../api/pagination';

/** How a server may answer to a cursor that it does not know any more. */
const STALE = new Set([400, 404, 410]);

function isStale(cause: unknown): boolean {
	return cause instanceof ApiError && STALE.has(cause.details.status ?? 0);
}

/**
 * A list that is read on from a cursor of an earlier poll. Nobody says how long a cursor lives: when
 * it is dead the list begins anew, which `restarted` is told.
 */
export function resumable<Row>(
	list: PagedList<Row>,
	from: string | undefined,
	restarted: () => void,
): PagedList<Row> {
	if (from === undefined) return list;
	return {
		...list,
		async fetchPage(size, cursor) {
			return await list.fetchPage(size, cursor).catch(async (cause: unknown) => {
				if (cursor !== from || !isStale(cause)) throw cause;
				restarted();
				return await list.fetchPage(size);
			});
		},
	};
}
