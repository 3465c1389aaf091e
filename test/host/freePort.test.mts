import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from '../../host/freePort.mts';

async function occupied(port: number) {
	const server = createServer();
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return server;
}

describe('a free port', () => {
	test('is the preferred one when nobody has it', async () => {
		const preferred = await freePort();
		expect(await freePort(preferred)).toBe(preferred);
	});

	test('is another one when somebody has it', async () => {
		const preferred = await freePort();
		const server = await occupied(preferred);
		const port = await freePort(preferred);
		server.close();
		expect(port).not.toBe(preferred);
		expect(port).toBeGreaterThan(0);
	});
});
