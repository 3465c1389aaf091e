import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { isObject } from '../host/shape.mts';
import type { Contract } from '../simulator/contract.mts';

/** Longer than the gateway's timeout of 29 seconds (docs/api-facts.md#api-gateway), to observe it. */
const TIMEOUT_MS = 60_000;

const INVALID_KEY = 'verify-api-invalid-key';

export interface ApiRequest {
	/** GET by default. */
	method?: 'GET' | 'POST' | 'PUT';
	/** Path from the root, with `{name}` for each of `params`. */
	path: string;
	params?: Record<string, string>;
	query?: Record<string, string | number | boolean>;
	body?: unknown;
	/** The API key to send; the user's by default. */
	key?: 'none' | 'invalid';
	/** Path in openapi/ to validate the response against; not validated if absent. */
	contractPath?: string;
}

/** A request and its response. */
export interface Exchange {
	request: ApiRequest;
	/** Time of sending, on the client's clock. */
	sentAt: number;
	ms: number;
	/** Undefined without a response. */
	status: number | undefined;
	/** The code of a network error, if there was no response. */
	failure?: string;
	headers: Record<string, string>;
	/** Parsed JSON, or the text if it is not JSON. */
	body: unknown;
	operationId?: string;
	/** Contract violations of the response. */
	problems: string[];
}

export interface ClientOptions {
	/** The base URL without `/drive`. */
	root: string;
	apiKey: string;
	contract: Contract;
	/** Prints a request before it is sent. */
	print: (line: string) => void;
	/** Asks before a write; undefined if nothing may be written. */
	confirm?: ((question: string) => Promise<boolean>) | undefined;
	/** Milliseconds. */
	now?: () => number;
	sleep?: (ms: number) => Promise<void>;
}

/**
 * Thrown if the available data is not sufficient for a verdict. The message says why, without data of the
 * account.
 */
export class Unclear extends Error {}

/** Sends requests one at a time, and each only once: repeated requests use the cached response. */
export class Client {
	readonly exchanges: Exchange[] = [];
	private readonly known = new Map<string, Exchange>();
	private trace: Exchange[] = [];
	readonly now: () => number;
	readonly sleep: (ms: number) => Promise<void>;

	constructor(private readonly options: ClientOptions) {
		this.now = options.now ?? (() => performance.now());
		this.sleep = options.sleep ?? ((ms) => wait(ms));
	}

	/** Starts a list of the following exchanges, including cached ones, in order of last use. */
	startTrace(): Exchange[] {
		return (this.trace = []);
	}

	async send(request: ApiRequest): Promise<Exchange> {
		const name = JSON.stringify(request);
		const exchange = this.known.get(name) ?? (await this.sendAgain(request));
		this.known.set(name, exchange);
		this.note(exchange);
		return exchange;
	}

	/** Sends a request even if its response is cached. */
	async sendAgain(request: ApiRequest): Promise<Exchange> {
		this.options.print(line(request, this.options.root));
		const exchange = await this.exchange(request);
		this.exchanges.push(exchange);
		this.note(exchange);
		return exchange;
	}

	private note(exchange: Exchange): void {
		const before = this.trace.indexOf(exchange);
		if (before >= 0) this.trace.splice(before, 1);
		this.trace.push(exchange);
	}

	/**
	 * Sends a write request if the user agrees.
	 *
	 * @throws Unclear otherwise
	 */
	async write(request: ApiRequest, consequence: string): Promise<Exchange> {
		const known = this.known.get(JSON.stringify(request));
		if (!known) {
			if (!this.options.confirm) throw new Unclear('needs --write');
			const what = `${line(request, this.options.root)}\n  ${consequence} Send it?`;
			if (!(await this.options.confirm(what))) throw new Unclear('not sent: you declined');
		}
		return await this.send(request);
	}

	private async exchange(request: ApiRequest): Promise<Exchange> {
		const { method = 'GET', body, key } = request;
		const sentAt = this.now();
		const sent = { request, sentAt, headers: {}, body: undefined, problems: [] };
		try {
			const response = await fetch(urlOf(request, this.options.root), {
				method,
				headers: {
					...(key !== 'none' && { 'x-api-key': key ? INVALID_KEY : this.options.apiKey }),
					...(body !== undefined && { 'content-type': 'application/json' }),
				},
				...(body !== undefined && { body: JSON.stringify(body) }),
				// A redirect would receive the API key.
				redirect: 'manual',
				signal: AbortSignal.timeout(TIMEOUT_MS),
			});
			const received = parsed(await response.text());
			return {
				...sent,
				ms: this.now() - sentAt,
				status: response.status,
				headers: Object.fromEntries(response.headers),
				body: received,
				...this.judged(request, response.status, received),
			};
		} catch (error) {
			return { ...sent, ms: this.now() - sentAt, status: undefined, failure: codeOf(error) };
		}
	}

	private judged({ method = 'GET', contractPath }: ApiRequest, status: number, body: unknown) {
		const { contract } = this.options;
		const operation = contractPath ? contract.operationFor(method, contractPath) : undefined;
		if (!operation) return { problems: [] };
		const problems = contract.responseViolations(operation, { status, body });
		return { operationId: operation.operationId ?? '', problems };
	}
}

function urlOf({ path, params = {}, query = {} }: ApiRequest, root: string): string {
	const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(params[name] ?? ''),
	);
	const search = Object.entries(query)
		.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
		.join('&');
	return root + filled + (search && `?${search}`);
}

function line(request: ApiRequest, root: string): string {
	const { method = 'GET', body, key } = request;
	const sent = body === undefined ? '' : ` ${JSON.stringify(body)}`;
	const keyNote = key === undefined ? '' : ` (API key: ${key})`;
	return `${method} ${urlOf(request, root)}${sent}${keyNote}`;
}

function parsed(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function codeOf(error: unknown): string {
	const cause = error instanceof Error && isObject(error.cause) ? error.cause : {};
	if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
	const code = 'code' in cause ? cause.code : undefined;
	return typeof code === 'string' && /^[A-Z_]+$/.test(code) ? code : 'network error';
}
