import { setTimeout as pause } from 'node:timers/promises';
import { startReceiver, type LocalServer } from '../../host/localServer.mts';

const PATIENCE_MS = 30_000;

/** Another service that a workflow posts to. It keeps what it receives. */
export class Receiver {
	readonly received: unknown[] = [];
	private server: LocalServer | undefined;

	static async start(): Promise<Receiver> {
		const receiver = new Receiver();
		receiver.server = await startReceiver((body) => receiver.received.push(JSON.parse(body)));
		return receiver;
	}

	get url(): string {
		return `${this.server?.origin ?? ''}/`;
	}

	/** What it received, once there are at least `count`. */
	async atLeast(count: number): Promise<unknown[]> {
		const deadline = Date.now() + PATIENCE_MS;
		while (this.received.length < count) {
			if (Date.now() > deadline) throw new Error(`Only ${this.received.length} of ${count} came`);
			await pause(100);
		}
		return this.received;
	}

	stop(): void {
		this.server?.close();
	}
}
