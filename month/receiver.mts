import { at } from '../host/shape.mts';
import { startReceiver, type LocalServer } from '../host/localServer.mts';

/** The services that the customer's workflows call: a carrier that ships cards, and a chat. */
export class Receiver {
	/** How often each order was handed over. */
	readonly orders = new Map<string, number>();
	private server: LocalServer | undefined;

	private constructor(private readonly takeMessage: (message: string) => void) {}

	static async start(takeMessage: (message: string) => void): Promise<Receiver> {
		const receiver = new Receiver(takeMessage);
		receiver.server = await startReceiver((body, path) => {
			receiver.take(body, path);
		});
		return receiver;
	}

	get url(): string {
		return this.server?.origin ?? '';
	}

	stop(): void {
		this.server?.close();
	}

	private take(body: string, path: string): void {
		if (path !== '/orders') {
			this.takeMessage(body);
			return;
		}
		const orderId = at(JSON.parse(body), 'orderId');
		const id = typeof orderId === 'string' ? orderId : '';
		this.orders.set(id, (this.orders.get(id) ?? 0) + 1);
	}
}
