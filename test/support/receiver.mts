import { startReceiver, type LocalServer } from '../../host/localServer.mts';
import { until } from './until.mts';

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
		await until(
			() => this.received.length >= count,
			PATIENCE_MS,
			() => `Only ${this.received.length} of ${count} came`,
		);
		return this.received;
	}

	stop(): void {
		this.server?.close();
	}
}
