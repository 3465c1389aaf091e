import { text } from 'node:stream/consumers';
import { localServer, type LocalServer } from './localServer.mts';

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
