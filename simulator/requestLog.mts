import type { IncomingHttpHeaders } from 'node:http';
import { isRecord, parseJson } from './schemas.mts';

/** A request and its response. */
export interface LoggedRequest {
	method: string;
	/** Path and query exactly as they were sent, percent-encoding included: `/drive/emp/v1/charging-keys?page_size=10`. */
	path: string;
	/** The same without the query. */
	pathname: string;
	/** The operation in the contract; undefined for an unknown path or method. */
	operationId: string | undefined;
	/** Path parameters, decoded. */
	params: Record<string, string>;
	/** Query parameters, decoded; a list if one was given more than once. */
	query: Record<string, string | string[]>;
	/** Names are lower-case: `headers['x-api-key']`. */
	headers: IncomingHttpHeaders;
	/** The parsed JSON body; undefined if there was none or it was not JSON. */
	body: unknown;
	/** The body as text, empty if there was none. */
	bodyText: string;
	/** Undefined until the response is sent; stays undefined if a fault withholds it. */
	status: number | undefined;
	/** Why it was rejected: the message of the response, or its text. Empty if it was not rejected. */
	rejection: string;
	/** When it arrived, milliseconds of the simulator's clock. */
	at: number;
}

/** Keeps only the last requests, to limit memory in long runs. */
export class RequestLog {
	private logged: LoggedRequest[] = [];
	private total = 0;
	private answered = new Map<number, number>();

	constructor(private readonly kept = 20_000) {}

	add(request: LoggedRequest): void {
		this.total++;
		this.logged.push(request);
		// Truncated only occasionally, so that adding stays cheap.
		if (this.logged.length >= 2 * this.kept) this.logged.splice(0, this.kept);
	}

	/**
	 * Records the response to a request.
	 *
	 * @param text the body of the response
	 */
	answer(request: LoggedRequest, status: number | undefined, text: string): void {
		request.status = status;
		if (status !== undefined && status >= 300) request.rejection = messageIn(text);
		if (status !== undefined) this.answered.set(status, (this.answered.get(status) ?? 0) + 1);
	}

	/** Number of responses by status since the start or the last clear. */
	get countByStatus(): ReadonlyMap<number, number> {
		return this.answered;
	}

	/** Returns the last `count` requests in order of arrival. */
	latest(count: number): LoggedRequest[] {
		return this.logged.slice(-Math.min(count, this.kept));
	}

	/** The kept requests in order of arrival. */
	get requests(): LoggedRequest[] {
		return this.latest(this.kept);
	}

	/** Number of requests since the start or the last clear, including dropped ones. */
	get count(): number {
		return this.total;
	}

	clear(): void {
		this.logged = [];
		this.total = 0;
		this.answered = new Map();
	}
}

/** Returns the message of an API error, or the whole text of any other response. */
function messageIn(text: string): string {
	const error = parseJson(text);
	return isRecord(error) && typeof error['message'] === 'string' ? error['message'] : text;
}
