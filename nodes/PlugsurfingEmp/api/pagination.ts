import type { ApiClient } from './client';
import { ApiError } from './http/apiError';
import type { ApiRequest } from './http/request';
import { insteadOf, unexpectedResponse } from './http/responseErrors';
import { isRecord } from '../json';

export interface Page<Row> {
	rows: Row[];
	/** Cursor of the next page; absent at the end of the list. */
	cursor?: string;
}

/** A list that arrives in pages. */
export interface PagedList<Row> {
	/** Plural, for messages: "charging keys". */
	noun: string;
	smallestPage: number;
	largestPage: number;
	/** Fetches the first page, or the one that `cursor` stands for. */
	fetchPage(size: number, cursor?: string): Promise<Page<Row>>;
}

/** Which rows a list endpoint returns: those that `keep` accepts, up to `limit`. */
export interface ListQuery<Row> {
	/** All rows, when absent. */
	limit?: number;
	keep?: (row: Row) => boolean;
}

/** What a list endpoint returns: iterating yields the rows of its query, page by page. */
export interface Listing<Row> extends PagedList<Row>, AsyncIterable<Row[]> {}

/** Where the rows are in the body of a response, and how to recognize one. */
interface ListShape<Row> {
	/** Plural, for messages. */
	noun: string;
	/** The field of the body that holds the list. */
	key: string;
	isRow: (value: unknown) => value is Row;
	/** The field that `isRow` requires, for messages. */
	identity: string;
}

/** A list endpoint of the API. */
interface ListEndpoint<Row> extends ListShape<Row> {
	path: string;
	query?: ApiRequest['query'];
	pageSize: PageSize;
}

interface PageSize {
	/** Name of the query parameter. */
	parameter: string;
	smallest: number;
	largest: number;
	/**
	 * The bounds are inferred. If the first request is answered with 400, the listing tries once
	 * without a page size and goes on that way.
	 */
	isGuess?: boolean;
}

/**
 * Sends a request and returns the page in its response.
 *
 * @throws ApiError when the request fails, or when the response has no such list or other rows: it
 * never counts as an empty list.
 */
export async function requestPage<Row>(
	client: ApiClient,
	request: ApiRequest,
	{ noun, key, isRow, identity }: ListShape<Row>,
): Promise<Page<Row>> {
	const body = await client.request(request);
	const list: unknown = isRecord(body) ? body[key] : undefined;
	if (!isRecord(body) || !Array.isArray(list)) {
		throw unexpectedResponse(request, insteadOf(`a list of ${noun}`, body));
	}
	const rows: unknown[] = list;
	if (!rows.every(isRow)) {
		throw unexpectedResponse(request, `not all ${noun} have the field ${identity}`);
	}
	return { rows, cursor: nextCursor(body.cursor) };
}

/** Absent, null and empty cursors all end a list. */
function nextCursor(cursor: unknown): string | undefined {
	if (cursor === undefined || cursor === null || cursor === '') return undefined;
	return typeof cursor === 'string' ? cursor : JSON.stringify(cursor);
}

/** Lists the pages of an endpoint. Nothing is requested before the first row is asked for. */
export function listPages<Row>(
	client: ApiClient,
	endpoint: ListEndpoint<Row>,
	wanted: ListQuery<Row> = {},
): Listing<Row> {
	const { noun, path, query, pageSize } = endpoint;
	const fetch = async (size?: number, cursor?: string) => {
		const request: ApiRequest = {
			method: 'GET',
			path,
			query: { ...query, [pageSize.parameter]: size, cursor },
			activity: `list the ${noun}`,
			idempotent: true,
		};
		return await requestPage(client, request, endpoint);
	};
	const list: PagedList<Row> = {
		noun,
		smallestPage: pageSize.smallest,
		largestPage: pageSize.largest,
		fetchPage: pageSize.isGuess ? withoutRefusedSize(fetch) : fetch,
	};
	return { ...list, [Symbol.asyncIterator]: () => rowsOf(paginate(list, wanted)) };
}

type FetchPage<Row> = (size?: number, cursor?: string) => Promise<Page<Row>>;

function isBadRequest(cause: unknown): boolean {
	return cause instanceof ApiError && cause.details.status === 400;
}

/** Leaves the page size out for the whole listing if the first request is refused with it. */
function withoutRefusedSize<Row>(fetch: FetchPage<Row>): FetchPage<Row> {
	let size: 'untried' | 'accepted' | 'refused' = 'untried';
	return async (asked, cursor) => {
		if (size === 'refused') return await fetch(undefined, cursor);

		const first = fetch(asked, cursor);
		const isRefused = size === 'untried' && (await first.then(() => false, isBadRequest));
		// If the request without a size fails as well, the size was not the reason.
		const page = await (isRefused ? fetch(undefined, cursor).catch(() => first) : first);
		size = isRefused ? 'refused' : 'accepted';
		return page;
	};
}

async function* rowsOf<Row>(
	pages: AsyncIterable<Page<Row>>,
): AsyncGenerator<Row[], void, undefined> {
	for await (const { rows } of pages) yield rows;
}

/**
 * One size for the whole listing, since nothing documents that a cursor survives a change: as few
 * pages as possible, no larger than needed. With a filter the number of rows to read is unknown, so
 * the largest size needs the fewest requests.
 */
function pageSizeFor<Row>(list: PagedList<Row>, { limit, keep }: ListQuery<Row>): number {
	if (limit === undefined || keep) return list.largestPage;
	const pages = Math.ceil(limit / list.largestPage);
	return Math.max(list.smallestPage, Math.ceil(limit / pages));
}

/** Which part of a list to read, and how. */
export interface PageQuery<Row> extends ListQuery<Row> {
	/** Cursor of the page to start with, where an earlier reading stopped. */
	from?: string;
	/** Request the next page while this one is used (default), or only when it is asked for. */
	prefetch?: boolean;
}

/**
 * Reads a list page by page and yields the wanted rows of each with the cursor of the next. The next
 * request is sent as soon as its cursor is known; at most two pages are in memory.
 *
 * @throws ApiError of the page that failed, with how much had arrived, or when the server returns a
 * cursor a second time: the list would never end.
 */
export async function* paginate<Row>(
	list: PagedList<Row>,
	wanted: PageQuery<Row>,
): AsyncGenerator<Page<Row>, void, undefined> {
	const { limit = Infinity, keep, from, prefetch = true } = wanted;
	const size = pageSizeFor(list, wanted);
	const progress = new Progress(list.noun);
	const seen = new Set<string>(from === undefined ? [] : [from]);
	let missing = limit;

	const fetch = (cursor?: string) => {
		const page = list.fetchPage(size, cursor).catch((cause: unknown) => {
			throw progress.interrupted(cause);
		});
		// An abandoned prefetch may reject; ignore it.
		page.catch(() => undefined);
		return page;
	};

	let page: Page<Row> | undefined = await fetch(from);
	while (page) {
		progress.add(page.rows.length);
		const kept: Row[] = keep ? page.rows.filter(keep) : page.rows;
		const rows = kept.length > missing ? kept.slice(0, missing) : kept;
		missing -= rows.length;

		const cursor: string | undefined = missing > 0 ? page.cursor : undefined;
		if (cursor !== undefined) {
			if (seen.has(cursor)) throw progress.interrupted(repeatedCursor(list.noun));
			seen.add(cursor);
		}
		const upcoming: Promise<Page<Row>> | undefined =
			prefetch && cursor !== undefined ? fetch(cursor) : undefined;
		yield { rows, cursor };
		page = cursor === undefined ? undefined : await (upcoming ?? fetch(cursor));
	}
}

/** How much of a list has arrived. */
class Progress {
	private pages = 0;
	private rows = 0;

	constructor(private readonly noun: string) {}

	add(rows: number): void {
		this.pages += 1;
		this.rows += rows;
	}

	/** Adds to an error how much had arrived before it. */
	interrupted(cause: unknown): unknown {
		if (!(cause instanceof ApiError) || this.pages === 0) return cause;
		const pages = this.pages === 1 ? '1 page' : `${formatted(this.pages)} pages`;
		return cause.after(
			`${pages} with ${formatted(this.rows)} ${this.noun} had arrived; partial lists are never returned`,
		);
	}
}

function formatted(count: number): string {
	return count.toLocaleString('en-US');
}

function repeatedCursor(noun: string): ApiError {
	return new ApiError(
		`Could not list the ${noun}: Plugsurfing returned the same page marker (cursor) twice, so the list would never end`,
		{
			kind: 'invalidResponse',
			remedy: 'Try again in a few minutes. If it keeps happening, contact Plugsurfing support.',
		},
	);
}
