import { createHmac, randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import axios from 'axios';
import type { WebhookEvent } from './webhookEvent.mts';

/** `valid`: with the sender's secret; `wrong`: with a random one; `none`: without a signature. */
export type Signature = 'valid' | 'wrong' | 'none';

/** How long Plugsurfing waits for a response (docs/api-facts.md#charge-detail-records), milliseconds. */
export const PATIENCE_MS = 5000;

const SIGNATURE = 'X-HMAC-SHA512-Signature';
const SIGNED_AT = 'X-HMAC-SHA512-SignedAt';

/** The outcome of a call. Without a response in time, the status is undefined and the body says why. */
export interface Delivery {
	status: number | undefined;
	body: unknown;
	/** Response time in milliseconds. */
	ms: number;
}

/** Sends events like Plugsurfing: JSON with a signature over its bytes. */
export class WebhookSender {
	/** Uses a new connection for each call: a server may close an idle one just as the next call is sent. */
	private readonly agent = new Agent({ keepAlive: false });

	/**
	 * @param patienceMs how long to wait for a response
	 * @param connections maximum number of simultaneous calls; the others wait
	 * @param headers sent with each event in addition to the signature
	 */
	constructor(
		private readonly secret: string | Buffer,
		private readonly patienceMs = PATIENCE_MS,
		private readonly connections = Infinity,
		private readonly headers: Record<string, string> = {},
	) {}

	/** Returns the HMAC-SHA512 of the bytes in base64. */
	sign(body: Buffer | string): string {
		return createHmac('sha512', this.secret).update(body).digest('base64');
	}

	send(url: string, event: WebhookEvent, signature: Signature = 'valid'): Promise<Delivery> {
		const body = JSON.stringify(event);
		return this.post(url, body, { ...this.headers, ...this.headersFor(body, signature) });
	}

	/** Sends all events concurrently, up to the number of connections. */
	async sendAll(url: string, events: WebhookEvent[], signature?: Signature): Promise<Delivery[]> {
		const deliveries: Delivery[] = [];
		const left = [...events.entries()].reverse();
		const connection = async () => {
			for (let next = left.pop(); next; next = left.pop()) {
				const [index, event] = next;
				deliveries[index] = await this.send(url, event, signature);
			}
		};
		const width = Math.min(this.connections, events.length);
		await Promise.all(Array.from({ length: width }, connection));
		return deliveries;
	}

	/** Sends any bytes with any headers. */
	async post(
		url: string,
		body: Buffer | string,
		headers: Record<string, string> = {},
	): Promise<Delivery> {
		const started = performance.now();
		const answer = await axios
			.post<unknown>(url, Buffer.from(body), {
				headers: { 'Content-Type': 'application/json', ...headers },
				httpAgent: this.agent,
				proxy: false,
				timeout: this.patienceMs,
				maxBodyLength: Infinity,
				validateStatus: () => true,
			})
			.catch((error: unknown) => ({ status: undefined, data: String(error) }));
		return { status: answer.status, body: answer.data, ms: performance.now() - started };
	}

	close(): void {
		this.agent.destroy();
	}

	headersFor(body: Buffer | string, signature: Signature): Record<string, string> {
		if (signature === 'none') return {};
		const signed = signature === 'valid' ? this.sign(body) : randomBytes(64).toString('base64');
		return { [SIGNATURE]: signed, [SIGNED_AT]: new Date().toISOString() };
	}
}
