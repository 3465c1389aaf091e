import { join } from 'node:path';
import axios from 'axios';
import { freePort } from '../host/freePort.mts';
import { root } from '../host/places.mts';
import type { ProcessGroup } from '../host/processGroup.mts';
import { leash, startServer } from '../host/serverProcess.mts';
import { arrayAt, objectAt, type JsonObject } from '../host/shape.mts';

/** Turns fair use off: more than any client can send. */
export const unlimited = 1_000_000_000;

export interface SimulatorSize {
	keys?: number;
	fleets?: number;
	locations?: number;
	latencyMs: number;
	requestsPerMinute: number;
}

/** A simulator in a separate process, so that it does not block the measured n8n. */
export class SimulatorProcess {
	readonly apiKey = 'simulator-key';

	private constructor(
		readonly origin: string,
		private readonly group: ProcessGroup,
	) {}

	static async start(size: SimulatorSize, folder: string): Promise<SimulatorProcess> {
		const port = await freePort();
		const flags = {
			port,
			keys: size.keys ?? 0,
			orders: 0,
			fleets: size.fleets ?? 3,
			locations: size.locations ?? 20_000,
			latency: size.latencyMs,
			rpm: size.requestsPerMinute,
		};
		const origin = `http://127.0.0.1:${port}`;
		const group = await startServer({
			name: 'The simulator',
			file: process.execPath,
			args: [
				...[...leash, join(root, 'host', 'run.mjs'), join(root, 'simulator', 'main.mts')],
				...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]),
			],
			cwd: root,
			logFile: join(folder, `simulator-${port}.log`),
			startSeconds: 120,
			isReady: () =>
				control(origin, 'get', 'state').then(
					() => true,
					() => false,
				),
		});
		return new SimulatorProcess(origin, group);
	}

	get port(): number {
		return Number(new URL(this.origin).port);
	}

	get baseUrl(): string {
		return `${this.origin}/drive`;
	}

	async state(): Promise<JsonObject> {
		return objectAt(await control(this.origin, 'get', 'state'));
	}

	/** Returns the last 20,000 requests. */
	async requests(): Promise<unknown[]> {
		return arrayAt({ list: await control(this.origin, 'get', 'requests') }, 'list');
	}

	/** Returns the first keys. */
	async keys(limit: number): Promise<unknown[]> {
		return arrayAt({ list: await control(this.origin, 'get', `keys?limit=${limit}`) }, 'list');
	}

	/** Returns the last key in list order. */
	async lastKey(): Promise<unknown> {
		const offset = Number((await this.state()).keys) - 1;
		return arrayAt({ keys: await control(this.origin, 'get', `keys?offset=${offset}`) }, 'keys').at(
			-1,
		);
	}

	/** Restores the initial state: keys, log, fair use. */
	async reset(): Promise<void> {
		await control(this.origin, 'post', 'reset');
	}

	stop(): Promise<void> {
		return this.group.stop();
	}
}

async function control(origin: string, method: 'get' | 'post', what: string): Promise<unknown> {
	const url = `${origin}/_simulator/${what}`;
	return (await axios.request<unknown>({ method, url, proxy: false })).data;
}
