import { text } from 'node:stream/consumers';
import { localServer } from '../../host/localServer.mts';

export interface Asked {
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, string>;
	/** Undefined without one. */
	apiKey: string | undefined;
	body: unknown;
}

export interface Told {
	status: number;
	body: unknown;
	headers?: Record<string, string>;
	/** Sent in place of the body's JSON. */
	bytes?: Buffer;
}

/** Sees a request and its response, and may change both. */
export type Rewrite = (asked: Asked, next: (asked: Asked) => Promise<Told>) => Promise<Told>;

/** A server in front of another one; the first rewrite sees a request first. */
export async function rewritingProxy(origin: string, rewrites: readonly Rewrite[]) {
	const forward = async ({ method, path, query, apiKey, body }: Asked): Promise<Told> => {
		const response = await fetch(`${origin}${path}?${new URLSearchParams(query).toString()}`, {
			method,
			headers: { 'content-type': 'application/json', ...(apiKey && { 'x-api-key': apiKey }) },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const received = await response.text();
		return { status: response.status, body: received === '' ? undefined : JSON.parse(received) };
	};
	const handle = rewrites.reduceRight<(asked: Asked) => Promise<Told>>(
		(next, rewrite) => (asked) => rewrite(asked, next),
		forward,
	);
	return await localServer((request, response) => {
		void (async () => {
			const url = new URL(request.url ?? '/', 'http://localhost');
			const body = await text(request);
			const {
				status,
				body: answer,
				headers,
				bytes,
			} = await handle({
				method: request.method ?? 'GET',
				path: url.pathname,
				query: Object.fromEntries(url.searchParams),
				apiKey: request.headers['x-api-key']?.toString(),
				body: body === '' ? undefined : JSON.parse(body),
			});
			response.writeHead(status, { 'content-type': 'application/json', ...headers });
			response.end(bytes ?? (answer === undefined ? '' : JSON.stringify(answer)));
		})().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
	});
}
