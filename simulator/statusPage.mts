import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';

const FOLDER = new URL('./page/', import.meta.url);

/** The files a browser may fetch, and as what. Scripts are TypeScript, and come without their types. */
const FETCHABLE = /^[a-zA-Z]+\.(css|svg|mts)$/;
const TYPES: Readonly<Record<string, string>> = {
	html: 'text/html; charset=utf-8',
	css: 'text/css; charset=utf-8',
	svg: 'image/svg+xml',
	mts: 'text/javascript; charset=utf-8',
};

const HEADERS = {
	// Nothing but these files, nothing inside the HTML, and no text ever becomes HTML.
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

/** Whether a request is for the page itself: the one path beside the control that the API does not get. */
export function isStatusPage(method: string | undefined, url: string): boolean {
	return method === 'GET' && url === '/';
}

/** Serves the page that shows what happens in the simulator, and its files below a path. */
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
	// Loaded when somebody looks: most simulators are started by tests.
	const { transform } = await import('@swc/core');
	const { code } = await transform(script, {
		isModule: true,
		module: { type: 'es6' },
		jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
		swcrc: false,
	});
	return code;
}
