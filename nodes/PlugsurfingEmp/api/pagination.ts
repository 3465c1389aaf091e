import type { ApiClient } from './client';
import { inOrder } from './concurrency';
import { ApiError } from './http/apiError';
import type { ApiRequest } from './http/request';
import { insteadOf, unexpectedResponse } from './http/responseErrors';
import { isRecord } from '../json';

export interface Page<Row> {
	rows: Row[];
	/** Cursor of the next page; absent at the end of the list. */
	cursor?: string;
}

/** A list that can be fetched page by page. */
export interface PagedList<Row> {
	/** Plural, for messages: "charging keys". */
	noun: string;
	smallestPage: number;
	largestPage: number;
	/** Fetches the page at `cursor`, or the first page. */
	fetchPage(size: number, cursor?: string): Promise<Page<Row>>;
}

/** Selects the rows of a list: those that `keep` accepts, up to `limit`. */
export interface ListQuery<Row> {
	/** If absent, all rows. */
	limit?: number;
	keep?: (row: Row) => boolean;
}

/** Result of a list endpoint. Iterating yields the selected rows, page by page. */
export interface Listing<Row> extends PagedList<Row>, AsyncIterable<Row[]> {}

/** How to find and recognize the rows in a response body. */
interface ListShape<Row> {
	/** Plural, for messages. */
	noun: string;
	/** Field of the body that contains the list. */
	key: string;
	isRow: (value: unknown) => value is Row;
	/** Field that `isRow` requires, for messages. */
	identity: string;
}

/** A list endpoint of the API. */
interface ListEndpoint<Row> extends ListShape<Row> {
	path: string;
	query?: ApiRequest['query'];
	/** Absent if the endpoint takes no page size. */
	pageSize?: PageSize;
}

interface PageSize {
	/** Name of the query parameter. */
	parameter: string;
	smallest: number;
	largest: number;
	/**
	 * The bounds are inferred. If the first request gets a 400, it is sent once more without a page
	 * size, and so are all later ones.
	 */
	isGuess?: boolean;
}

/**
 * Sends a request and returns the page in its response.
 *
 * @throws ApiError if the request fails, or if the response has no such list or invalid rows. Such a
 * response never counts as an empty list.
 */
export async function requestPage<Row>(
	client: Pick<ApiClient, 'request'>,
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

/** Returns the next cursor; undefined for absent, null and empty cursors, which all end a list. */
function nextCursor(cursor: unknown): string | undefined {
	if (cursor === undefined || cursor === null || cursor === '') return undefined;
	return typeof cursor === 'string' ? cursor : JSON.stringify(cursor);
}

/** Creates a listing of an endpoint. Sends no request until it is iterated. */
export function listPages<Row>(
	client: Pick<ApiClient, 'request'>,
	endpoint: ListEndpoint<Row>,
	listQuery: ListQuery<Row> = {},
): Listing<Row> {
	const { noun, path, query, pageSize } = endpoint;
	const fetch = async (size?: number, cursor?: string) => {
		const request: ApiRequest = {
			method: 'GET',
			path,
			query: { ...query, ...(pageSize && { [pageSize.parameter]: size }), cursor },
			activity: `list the ${noun}`,
			idempotent: true,
		};
		return await requestPage(client, request, endpoint);
	};
	const list: PagedList<Row> = {
		noun,
		smallestPage: pageSize?.smallest ?? 1,
		largestPage: pageSize?.largest ?? Infinity,
		fetchPage: pageSize?.isGuess ? withoutRejectedSize(fetch) : fetch,
	};
	return { ...list, [Symbol.asyncIterator]: () => rowsOfPages(paginate(list, listQuery)) };
}

type FetchPage<Row> = (size?: number, cursor?: string) => Promise<Page<Row>>;

function isBadRequest(cause: unknown): boolean {
	return cause instanceof ApiError && cause.details.status === 400;
}

/** Omits the page size from the whole listing if the API rejects the first request because of it. */
function withoutRejectedSize<Row>(fetch: FetchPage<Row>): FetchPage<Row> {
	let size: 'untried' | 'accepted' | 'rejected' = 'untried';
	return async (requestedSize, cursor) => {
		if (size === 'rejected') return await fetch(undefined, cursor);

		const first = fetch(requestedSize, cursor);
		const isRejected = size === 'untried' && (await first.then(() => false, isBadRequest));
		// If the request also fails without a size, the size was not the reason.
		const page = await (isRejected ? fetch(undefined, cursor).catch(() => first) : first);
		size = isRejected ? 'rejected' : 'accepted';
		return page;
	};
}

/**
 * Reads several listings of the same kind as one list, in their order. With a limit they are read one after the
 * other, otherwise at the same time. All or nothing: an error in one of them ends the list.
 *
 * @param open returns the listing of a part, up to a limit
 */
export async function* joinListings<Part, Row>(
	client: ApiClient,
	parts: readonly Part[],
	limit: number | undefined,
	open: (part: Part, limit?: number) => AsyncIterable<Row[]>,
): AsyncGenerator<Row[], void, undefined> {
	const [only] = parts;
	if (parts.length === 1 && only !== undefined) {
		yield* open(only, limit);
	} else if (limit === undefined) {
		yield* inOrder(parts, client.maxConcurrent, (part) => rowsOf(open(part)));
	} else {
		let remaining = limit;
		for (const part of parts) {
			if (remaining === 0) return;
			for await (const rows of open(part, remaining)) {
				remaining -= rows.length;
				yield rows;
			}
		}
	}
}

async function rowsOf<Row>(pages: AsyncIterable<Row[]>): Promise<Row[]> {
	const all: Row[] = [];
	for await (const rows of pages) for (const row of rows) all.push(row);
	return all;
}

async function* rowsOfPages<Row>(
	pages: AsyncIterable<Page<Row>>,
): AsyncGenerator<Row[], void, undefined> {
	for await (const { rows } of pages) yield rows;
}

/**
 * Chooses one page size for the whole listing, because it is not documented whether a cursor survives a
 * change of size: the fewest possible pages, and no larger than needed. With a filter, the number of rows
 * to read is unknown, so the largest size is used.
 */
function pageSizeFor<Row>(list: PagedList<Row>, { limit, keep }: ListQuery<Row>): number {
	if (limit === undefined || keep) return list.largestPage;
	const pages = Math.ceil(limit / list.largestPage);
	return Math.max(list.smallestPage, Math.ceil(limit / pages));
}

/** Selects the part of a list to read, and how to read it. */
export interface PageQuery<Row> extends ListQuery<Row> {
	/** Cursor of the first page to read, where an earlier listing stopped. */
	from?: string;
	/** Request the next page while the current one is processed. Default: true. */
	prefetch?: boolean;
}

/**
 * Reads a list page by page and yields the selected rows of each page with the cursor of the next one.
 * Requests the next page as soon as its cursor is known; at most two pages are in memory.
 *
 * @throws ApiError of the page that failed, with the number of pages and rows received before it, or if
 * the server returns a cursor a second time: the list would never end.
 */
export async function* paginate<Row>(
	list: PagedList<Row>,
	query: PageQuery<Row>,
): AsyncGenerator<Page<Row>, void, undefined> {
	const { limit = Infinity, keep, from, prefetch = true } = query;
	const size = pageSizeFor(list, query);
	const progress = new Progress(list.noun);
	const seen = new Set<string>(from === undefined ? [] : [from]);
	let remaining = limit;

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
		const rows = kept.length > remaining ? kept.slice(0, remaining) : kept;
		remaining -= rows.length;

		const cursor: string | undefined = remaining > 0 ? page.cursor : undefined;
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

/** Counts the pages and rows received so far. */
class Progress {
	private pages = 0;
	private rows = 0;

	constructor(private readonly noun: string) {}

	add(rows: number): void {
		this.pages += 1;
		this.rows += rows;
	}

	/** Adds the number of pages and rows received before it to an error. */
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
