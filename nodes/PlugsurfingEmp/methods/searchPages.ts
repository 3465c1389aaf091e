import type { PagedList } from '../api/pagination';

/** So many matches fill a drop-down; more come when the user scrolls. */
const PAGE_OF_MATCHES = 50;

/** So many pages are read for one screenful: a search of 50,000 keys, about ten seconds. */
const MAX_PAGES = 100;

export interface SearchResult<Row> {
	rows: Row[];
	/** Where to go on; absent at the end of the list. */
	cursor?: string;
	/** The search gave up before it found anything. */
	exhausted: boolean;
}

/**
 * Reads on in a list until there are enough matching rows for a drop-down. The API cannot search, so
 * a match may be many pages away.
 */
export async function searchPages<Row>(
	list: PagedList<Row>,
	matches: (row: Row) => boolean,
	from?: string,
): Promise<SearchResult<Row>> {
	const rows: Row[] = [];
	let cursor = from;
	for (let page = 0; page < MAX_PAGES; page++) {
		const fetched = await list.fetchPage(list.largestPage, cursor);
		for (const row of fetched.rows) if (matches(row)) rows.push(row);
		const next = fetched.cursor;
		if (typeof next !== 'string' || next === '' || next === cursor)
			return { rows, exhausted: false };
		cursor = next;
		if (rows.length >= PAGE_OF_MATCHES) break;
	}
	return { rows, cursor, exhausted: rows.length === 0 };
}
