import type { IncomingHttpHeaders } from 'node:http';
import { isRecord, parseJson } from './schemas.mts';

/** One request as it arrived, and how it was answered. */
export interface LoggedRequest {
	method: string;
	/** Path and query exactly as they were sent, percent-encoding included: `/drive/emp/v1/charging-keys?page_size=10`. */
	path: string;
	/** The same without the query. */
	pathname: string;
	/** The contract's operation; undefined for a path or method that it does not have. */
	operationId: string | undefined;
	/** Path parameters, decoded. */
	params: Record<string, string>;
	/** Query parameters, decoded; a list if one was given more than once. */
	query: Record<string, string | string[]>;
	/** Names are lower-case: `headers['x-api-key']`. */
	headers: IncomingHttpHeaders;
	/** The parsed JSON body; undefined if there was none or it was no JSON. */
	body: unknown;
	/** The body as text, empty if there was none. */
	bodyText: string;
	/** Undefined as long as there is no answer, or for good when a fault kept it back. */
	status: number | undefined;
	/** Why it was rejected: the message of the response, or its text. Empty if it was not rejected. */
	rejection: string;
	/** When it arrived, milliseconds of the simulator's clock. */
	at: number;
}

/** The last requests, not all of them, so that long runs do not fill the memory. */
export class RequestLog {
	private logged: LoggedRequest[] = [];
	private total = 0;
	private answered = new Map<number, number>();

	constructor(private readonly kept = 20_000) {}

	add(request: LoggedRequest): void {
		this.total++;
		this.logged.push(request);
		// Cutting only now and then keeps adding cheap.
		if (this.logged.length >= 2 * this.kept) this.logged.splice(0, this.kept);
	}

	/**
	 * Notes how a request was answered.
	 *
	 * @param text the body of the response
	 */
	answer(request: LoggedRequest, status: number | undefined, text: string): void {
		request.status = status;
		if (status !== undefined && status >= 300) request.rejection = messageIn(text);
		if (status !== undefined) this.answered.set(status, (this.answered.get(status) ?? 0) + 1);
	}

	/** How many were answered with each status since the start or the last clear. */
	get countByStatus(): ReadonlyMap<number, number> {
		return this.answered;
	}

	/** The last so many, in order of arrival. */
	latest(count: number): LoggedRequest[] {
		return this.logged.slice(-Math.min(count, this.kept));
	}

	/** In order of arrival. */
	get requests(): LoggedRequest[] {
		return this.latest(this.kept);
	}

	/** How many arrived since the start or the last clear, the forgotten ones included. */
	get count(): number {
		return this.total;
	}

	clear(): void {
		this.logged = [];
		this.total = 0;
		this.answered = new Map();
	}
}

/** The message of an API error; the whole text of any other response. */
function messageIn(text: string): string {
	const error = parseJson(text);
	return isRecord(error) && typeof error['message'] === 'string' ? error['message'] : text;
}
