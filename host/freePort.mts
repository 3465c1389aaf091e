import { once } from 'node:events';
import { createServer } from 'node:net';

/** Returns a free loopback port, the preferred one if possible. */
export async function freePort(preferred = 0): Promise<number> {
	const server = createServer().listen(preferred, '127.0.0.1');
	try {
		await once(server, 'listening');
	} catch (error) {
		if (preferred === 0) throw error;
		return await freePort();
	}
	const address = server.address();
	await once(server.close(), 'close');
	return typeof address === 'object' && address ? address.port : 0;
}
