import { insteadOf, unexpectedResponse } from './http/responseErrors';
import { ApiError } from './http/apiError';
import type { ApiRequest } from './http/request';
import { isRecord } from '../json';

/** A list of the API that arrives in pages. */
export interface PagedList<Row> {
	/** Plural, for messages: "charging keys". */
	noun: string;
	smallestPage: number;
	largestPage: number;
	fetchPage(size: number, cursor?: string): Promise<Page<Row>>;
}

export interface Page<Row> {
	rows: Row[];
	cursor: unknown;
}

/** How a page looks in the body of an answer. */
interface PageShape<Row> {
	/** Where the list is. */
	key: string;
	/** What it is a list of. */
	rows: string;
	isRow: (value: unknown) => value is Row;
	/** The field that makes a row one. */
	identity: string;
}

/**
 * Reads a page from the body of an answer.
 *
 * @throws ApiError when it has no such list, or something else in it: never an empty list instead.
 */
export function pageOf<Row>(request: ApiRequest, body: unknown, shape: PageShape<Row>): Page<Row> {
	const list: unknown = isRecord(body) ? body[shape.key] : undefined;
	if (!isRecord(body) || !Array.isArray(list)) {
		throw unexpectedResponse(request, insteadOf(`a list of ${shape.rows}`, body));
	}
	const rows: unknown[] = list;
	if (!rows.every(shape.isRow)) {
		throw unexpectedResponse(
			request,
			`not each of the ${shape.rows} has the field ${shape.identity}`,
		);
	}
	return { rows, cursor: body.cursor };
}

/** Which rows are wanted: all that `keep` accepts, up to `limit`. */
export interface PageQuery<Row> {
	limit?: number;
	keep?: (row: Row) => boolean;
	/** The cursor of the page to begin with, where an earlier walk left off. */
	from?: string;
}

/** A page of a walk through a list. */
export interface PageStep<Row> {
	rows: Row[];
	/** Of the next page; absent at the end. */
	cursor?: string;
}

class Progress {
	private pages = 0;
	private rows = 0;

	constructor(private readonly noun: string) {}

	add(rows: number): void {
		this.pages += 1;
		this.rows += rows;
	}

	/** A failure, with what had arrived before it: the user sees how far it came, and that nothing was kept. */
	interrupted(cause: unknown): unknown {
		if (!(cause instanceof ApiError) || this.pages === 0) return cause;
		const pages = this.pages === 1 ? '1 page' : `${count(this.pages)} pages`;
		return cause.after(
			`${pages} with ${count(this.rows)} ${this.noun} had arrived; a part of a list is never returned`,
		);
	}
}

function count(number: number): string {
	return number.toLocaleString('en-US');
}

/** The cursor of the next page, or nothing: absent, null and empty all end a list. */
function nextCursor(cursor: unknown): string | undefined {
	if (cursor === undefined || cursor === null || cursor === '') return undefined;
	return typeof cursor === 'string' ? cursor : JSON.stringify(cursor);
}

/**
 * Without a filter of ours each row that arrives counts, so no more are asked for than are missing.
 * With one, nobody knows how many rows it takes: the largest page needs the fewest requests.
 */
function pageSize<Row>(list: PagedList<Row>, wanted: PageQuery<Row>, missing: number): number {
	if (wanted.keep) return list.largestPage;
	return Math.max(list.smallestPage, Math.min(list.largestPage, missing));
}

/**
 * Walks a list page by page and yields the wanted rows of each, with where to go on. The next request leaves as soon as
 * its cursor is known, while the rows of this page are used; no more than these two are in memory.
 *
 * @throws ApiError of the page that failed, with how much had arrived, or when the server hands out
 * a cursor a second time: the list would never end.
 */
export async function* paginate<Row>(
	list: PagedList<Row>,
	wanted: PageQuery<Row>,
): AsyncGenerator<PageStep<Row>, void, undefined> {
	const progress = new Progress(list.noun);
	const seen = new Set<string>(wanted.from === undefined ? [] : [wanted.from]);
	let missing = wanted.limit ?? Infinity;

	const fetch = (cursor?: string) => {
		const page = list.fetchPage(pageSize(list, wanted, missing), cursor).catch((cause: unknown) => {
			throw progress.interrupted(cause);
		});
		// Whoever stops reading leaves this one behind: nobody awaits it, and that is no mishap.
		page.catch(() => undefined);
		return page;
	};

	let upcoming: Promise<Page<Row>> | undefined = fetch(wanted.from);
	while (upcoming) {
		const page: Page<Row> = await upcoming;
		progress.add(page.rows.length);

		const kept = wanted.keep ? page.rows.filter(wanted.keep) : page.rows;
		const rows = kept.length > missing ? kept.slice(0, missing) : kept;
		missing -= rows.length;

		const cursor = missing > 0 ? nextCursor(page.cursor) : undefined;
		if (cursor !== undefined && seen.has(cursor)) {
			throw progress.interrupted(repeatedCursor(list.noun));
		}
		if (cursor !== undefined) seen.add(cursor);
		upcoming = cursor === undefined ? undefined : fetch(cursor);
		yield { rows, cursor };
	}
}

/** The wanted rows of a list, page by page. */
export async function* paginateRows<Row>(
	list: PagedList<Row>,
	wanted: PageQuery<Row>,
): AsyncGenerator<Row[], void, undefined> {
	for await (const { rows } of paginate(list, wanted)) yield rows;
}

function repeatedCursor(noun: string): ApiError {
	return new ApiError(
		`Could not list the ${noun}: Plugsurfing gave the same page marker (cursor) twice, so the list would never end`,
		{
			remedy: 'Try again in a few minutes. If it stays like this, tell the support of Plugsurfing.',
		},
	);
}
