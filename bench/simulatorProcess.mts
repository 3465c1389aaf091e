import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import { Failure } from '../host/failure.mjs';
import { freePort } from '../host/freePort.mts';
import { root } from '../host/places.mts';
import { ProcessGroup } from '../host/processGroup.mts';
import { arrayAt, objectAt, type JsonObject } from '../host/shape.mts';

const startSeconds = 120;
/** More than any client can send: fair use is off. */
export const unlimited = 1_000_000_000;

export interface SimulatorSize {
	keys?: number;
	orders?: number;
	latencyMs: number;
	requestsPerMinute: number;
}

/** A simulator in a process of its own, so that it takes no time from the n8n that is measured. */
export class SimulatorProcess {
	readonly origin: string;
	readonly apiKey = 'simulator-key';

	private constructor(
		port: number,
		private readonly group: ProcessGroup,
	) {
		this.origin = `http://127.0.0.1:${port}`;
	}

	static async start(size: SimulatorSize, folder: string): Promise<SimulatorProcess> {
		const port = await freePort();
		const flags = {
			port,
			keys: size.keys ?? 0,
			orders: size.orders ?? 0,
			latency: size.latencyMs,
			rpm: size.requestsPerMinute,
			rpd: unlimited,
		};
		const log = openSync(join(folder, `simulator-${port}.log`), 'w');
		const group = ProcessGroup.start(
			process.execPath,
			[
				...['--import', join(root, 'host', 'leash.mjs')],
				...[join(root, 'host', 'run.mjs'), join(root, 'simulator', 'main.mts')],
				...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]),
			],
			{ cwd: root, env: process.env, logFile: log },
		);
		closeSync(log);
		const simulator = new SimulatorProcess(port, group);
		await simulator.untilReady();
		return simulator;
	}

	get baseUrl(): string {
		return `${this.origin}/drive`;
	}

	async state(): Promise<JsonObject> {
		return objectAt((await this.control('get', 'state')).data);
	}

	/** The last 20,000 requests. */
	async requests(): Promise<unknown> {
		return (await this.control('get', 'requests')).data;
	}

	/** How many requests have arrived since the last reset. */
	async requestCount(): Promise<number> {
		return Number((await this.state()).requests);
	}

	/** The last of its keys or orders, as a list has it. */
	async lastRow(what: 'keys' | 'orders'): Promise<unknown> {
		const offset = what === 'keys' ? `?offset=${Number((await this.state()).keys) - 1}` : '';
		const rows = (await this.control('get', what + offset)).data;
		return arrayAt({ rows }, 'rows').at(-1);
	}

	/** Back to the start: keys, log, fair use. */
	async reset(): Promise<void> {
		await this.control('post', 'reset');
	}

	stop(): Promise<void> {
		return this.group.stop();
	}

	private control(method: 'get' | 'post', what: string) {
		return axios.request<unknown>({
			method,
			url: `${this.origin}/_simulator/${what}`,
			proxy: false,
		});
	}

	private async untilReady(): Promise<void> {
		const deadline = Date.now() + startSeconds * 1000;
		while (!(await this.state().catch(() => undefined))) {
			if (this.group.hasEnded()) throw new Failure('The simulator ended while starting.');
			if (Date.now() > deadline) throw new Failure('The simulator was not ready in time.');
			await pause(100);
		}
	}
}
