import { createServer } from 'node:net';

/** A loopback port nobody listens on: the preferred one when it is free. */
export async function freePort(preferred = 0): Promise<number> {
	return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred;
}

function tryPort(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => {
			resolve(undefined);
		});
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			const taken = typeof address === 'object' && address ? address.port : undefined;
			server.close(() => {
				resolve(taken);
			});
		});
	});
}
