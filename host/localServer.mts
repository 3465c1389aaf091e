import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';

export interface LocalServer {
	/** Its address without a path, such as `http://127.0.0.1:40123`. */
	origin: string;
	/** Closes the server and all open connections. */
	close: () => void;
}

/** Starts an HTTP server on a free port of this machine. */
export async function localServer(handle: RequestListener): Promise<LocalServer> {
	const server = createServer(handle).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const close = () => {
		server.closeAllConnections();
		server.close();
	};
	return { origin: `http://127.0.0.1:${port}`, close };
}

/** Starts a service for requests from workflows, which responds with 200 to everything. */
export async function startReceiver(
	take: (body: string, path: string) => void,
): Promise<LocalServer> {
	return await localServer((request, response) => {
		void text(request).then((body) => {
			take(body, request.url ?? '');
			response.setHeader('Content-Type', 'application/json').end('{"ok":true}');
		});
	});
}
