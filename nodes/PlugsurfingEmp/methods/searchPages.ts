import { paginate, type PagedList } from '../api/pagination';

/** Matches that fill a drop-down; n8n requests more when the user scrolls. */
const ENOUGH_MATCHES = 50;

/** Pages read per request of n8n: 50,000 keys, about ten seconds. */
const MAX_PAGES = 100;

export interface SearchResult<Row> {
	rows: Row[];
	/** Where to continue; absent at the end of the list. */
	cursor?: string;
	/** The search stopped at MAX_PAGES without a match. */
	exhausted: boolean;
}

/**
 * Reads pages until a drop-down is full. The API has no text search, so a match may be many pages away.
 *
 * @param enough number of matches that fill the drop-down
 */
export async function searchPages<Row>(
	list: PagedList<Row>,
	matches: (row: Row) => boolean,
	from?: string,
	enough = ENOUGH_MATCHES,
): Promise<SearchResult<Row>> {
	const rows: Row[] = [];
	let cursor: string | undefined;
	let pages = 0;
	for await (const page of paginate(list, { from, keep: matches, prefetch: false })) {
		for (const row of page.rows) rows.push(row);
		cursor = page.cursor;
		if (rows.length >= enough || ++pages === MAX_PAGES) break;
	}
	return { rows, cursor, exhausted: rows.length === 0 && cursor !== undefined };
}
