import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** The services that the customer's workflows call: a carrier that ships cards, and a chat. */
export class Receiver {
	/** How often each order was handed over. */
	readonly orders = new Map<string, number>();
	readonly messages: string[] = [];

	private constructor(
		private readonly server: Server,
		readonly url: string,
	) {}

	static async start(): Promise<Receiver> {
		const server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				receiver.take(request.url ?? '', Buffer.concat(chunks).toString('utf8'));
				response.setHeader('Content-Type', 'application/json').end('{"ok":true}');
			});
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		const receiver = new Receiver(server, `http://127.0.0.1:${port}`);
		return receiver;
	}

	stop(): void {
		this.server.closeAllConnections();
		this.server.close();
	}

	private take(path: string, body: string): void {
		if (path !== '/orders') {
			this.messages.push(body);
			return;
		}
		const order: unknown = JSON.parse(body);
		const id =
			typeof order === 'object' && order && 'orderId' in order ? String(order.orderId) : '';
		this.orders.set(id, (this.orders.get(id) ?? 0) + 1);
	}
}
