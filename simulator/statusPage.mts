import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';

const FOLDER = new URL('./page/', import.meta.url);

/** Files that a browser may fetch, and their types. Scripts are TypeScript; their types are stripped. */
const FETCHABLE = /^[a-zA-Z]+\.(css|svg|mts)$/;
const TYPES: Readonly<Record<string, string>> = {
	html: 'text/html; charset=utf-8',
	css: 'text/css; charset=utf-8',
	svg: 'image/svg+xml',
	mts: 'text/javascript; charset=utf-8',
};

const HEADERS = {
	// Only these files, no inline code, and text never becomes HTML.
	'content-security-policy': [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self'",
		"connect-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types 'none'",
	].join('; '),
	'cache-control': 'no-store',
	'cross-origin-resource-policy': 'same-origin',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
};

/** Returns whether a request is for the page itself, the only other path that does not belong to the API. */
export function isStatusPage(method: string | undefined, url: string): boolean {
	return method === 'GET' && url === '/';
}

/** Serves the status page, and its files below a path. */
export function statusPage(app: FastifyInstance, below: string): void {
	app.get('/', (_request, reply) => send(reply, 'index.html'));
	app.get<{ Params: { name: string } }>(`${below}/:name`, ({ params }, reply) =>
		send(reply, FETCHABLE.test(params.name) ? params.name : undefined),
	);
}

async function send(reply: FastifyReply, name: string | undefined): Promise<FastifyReply> {
	const text = name && (await readFile(new URL(name, FOLDER), 'utf8').catch(() => undefined));
	if (!name || text === undefined) {
		reply.callNotFound();
		return reply;
	}
	const [extension = ''] = name.split('.').slice(-1);
	return reply
		.headers(HEADERS)
		.type(TYPES[extension] ?? '')
		.send(extension === 'mts' ? await withoutTypes(text) : text);
}

async function withoutTypes(script: string): Promise<string> {
	// Loaded on demand: tests start most simulators and never open the page.
	const { transform } = await import('@swc/core');
	const { code } = await transform(script, {
		isModule: true,
		module: { type: 'es6' },
		jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
		swcrc: false,
	});
	return code;
}
