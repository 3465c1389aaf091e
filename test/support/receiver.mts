import { createServer, type Server } from 'node:http';
import { once } from 'node:events';

/** Somebody else's service that a workflow posts to: it keeps what it got. */
export class Receiver {
	readonly received: unknown[] = [];

	private constructor(
		private readonly server: Server,
		readonly url: string,
	) {}

	static async start(): Promise<Receiver> {
		const server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				receiver.received.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
				response.setHeader('Content-Type', 'application/json').end('{"ok":true}');
			});
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		const receiver = new Receiver(server, `http://127.0.0.1:${port}/`);
		return receiver;
	}

	/** What it got once there is so much. */
	async atLeast(count: number): Promise<unknown[]> {
		const deadline = Date.now() + 30_000;
		while (this.received.length < count) {
			if (Date.now() > deadline) throw new Error(`Only ${this.received.length} of ${count} came`);
			await new Promise((done) => setTimeout(done, 100));
		}
		return this.received;
	}

	stop(): void {
		this.server.closeAllConnections();
		this.server.close();
	}
}
