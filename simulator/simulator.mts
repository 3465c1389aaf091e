import { setMaxListeners } from 'node:events';
import { Api, type ContractBreach } from './api.mts';
import { PREFIX } from './arrival.mts';
import type { ChargingKeyStore } from './chargingKeyStore.mts';
import { Contract } from './contract.mts';
import type { EventLog } from './eventLog.mts';
import type { Faults } from './faults.mts';
import { DEFAULTS, type SimulatorOptions } from './options.mts';
import type { LocationStore } from './locationStore.mts';
import type { LoggedRequest } from './requestLog.mts';
import type { Traffic } from './control.mts';
import { createServer } from './server.mts';
import type { SessionStore } from './sessionStore.mts';
import type { State } from './state.mts';

const HOST = '127.0.0.1';

/** A running simulator. Its properties are live: they change with incoming requests. */
export interface Simulator {
	readonly port: number;
	/** `http://127.0.0.1:<port>` */
	readonly origin: string;
	/** The base URL for clients: the origin and `/drive`. */
	readonly baseUrl: string;
	readonly apiKey: string;
	/** The last 20,000 requests in order of arrival. */
	readonly requests: LoggedRequest[];
	/** Number of requests since the start, the last reset or the last clear. */
	readonly requestCount: number;
	/** Maximum number of simultaneous requests. */
	readonly mostInFlight: number;
	/** Responses of the simulator that violated the contract (sent as 500). */
	readonly contractBreaches: readonly ContractBreach[];
	readonly faults: Pick<Faults, 'add' | 'clear' | 'count'>;
	readonly chargingKeys: ChargingKeyStore;
	readonly fleets: State['fleets'];
	readonly orders: State['orders'];
	readonly sessions: SessionStore;
	readonly locations: LocationStore;
	/** Webhook calls reported by their senders; shown on the status page. */
	readonly events: EventLog;
	/** Clears the request log. */
	clearRequests(): void;
	/** Restores the initial state: data, faults, fair use, log. */
	reset(): void;
	/** Closes all connections, including hanging ones. */
	close(): Promise<void>;
}

/**
 * Starts a simulator on the loopback address.
 *
 * @throws if the port is in use.
 */
export async function startSimulator(given: Partial<SimulatorOptions> = {}): Promise<Simulator> {
	const options = { ...DEFAULTS, ...given };
	const api = new Api(options, await Contract.load());
	const traffic: Traffic = { inFlight: 0, mostInFlight: 0 };
	const closing = new AbortController();
	// Each response in progress listens.
	setMaxListeners(0, closing.signal);
	const reset = () => {
		api.reset();
		traffic.mostInFlight = traffic.inFlight;
	};
	const server = createServer(api, traffic, options.latencyMs, reset, closing.signal);
	const origin = await server.listen({ host: HOST, port: options.port });
	return {
		port: Number(new URL(origin).port),
		origin,
		baseUrl: origin + PREFIX,
		apiKey: options.apiKey,
		faults: api.faults,
		events: api.events,
		contractBreaches: api.contractBreaches,
		get requests() {
			return api.log.requests;
		},
		get requestCount() {
			return api.log.count;
		},
		get mostInFlight() {
			return traffic.mostInFlight;
		},
		get chargingKeys() {
			return api.state.chargingKeys;
		},
		get fleets() {
			return api.state.fleets;
		},
		get orders() {
			return api.state.orders;
		},
		get sessions() {
			return api.state.sessions;
		},
		get locations() {
			return api.state.locations;
		},
		clearRequests: () => {
			api.log.clear();
		},
		reset,
		close: async () => {
			closing.abort();
			await server.close();
		},
	};
}

export type { Fault, FaultEffect } from './faults.mts';
export type { SimulatorOptions } from './options.mts';
export type { LoggedRequest } from './requestLog.mts';
export type { ChargingKey, Location, Order, Session } from './schemas.mts';
