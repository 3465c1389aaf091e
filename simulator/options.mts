import { billOf, type Bill } from './sessionBill.mts';
import type { SessionPace } from './sessionCourse.mts';

/** Identifies a session. */
export interface SessionIdentity {
	sessionId: string;
	connectorId: string;
	keyIdentifier: string;
}

export interface SimulatorOptions {
	/** Loopback port; 0 takes a free one. */
	port: number;
	/** The accepted API key. */
	apiKey: string;
	/** Charging keys at start. */
	keys: number;
	/** Number of fleets, to which most of these keys belong. */
	fleets: number;
	/** Card orders at start. */
	orders: number;
	/** Charging locations on the map at start. */
	locations: number;
	/** The same seed, sizes and UTC day at the start give the same data. */
	seed: number;
	/** Delay before each response, milliseconds. */
	latencyMs: number;
	/** Fair use per clock minute in UTC (docs/api-facts.md#fair-use). */
	requestsPerMinute: number;
	/** Whether to add Retry-After to a 429. The real API does not. */
	retryAfter: boolean;
	/** Prefix of the geosearch paths, which is inferred (docs/api-facts.md#geosearch). */
	geosearchUnder: '/v1' | '/emp/v1';
	sessionPace: SessionPace;
	/** Returns energy and price of a completed session; must be deterministic. */
	bill: (session: SessionIdentity, chargedMs: number) => Bill;
	/** Called for each started session. */
	onSessionStart: (session: SessionIdentity) => void;
	/** The clock, milliseconds since 1970. */
	now: () => number;
}

export const DEFAULTS: SimulatorOptions = {
	port: 0,
	apiKey: 'simulator-key',
	keys: 2500,
	fleets: 3,
	orders: 25,
	locations: 20_000,
	seed: 1,
	latencyMs: 0,
	requestsPerMinute: 3000,
	retryAfter: false,
	geosearchUnder: '/v1',
	sessionPace: { startsAfterMs: 2000, completesAfterMs: 2000 },
	bill: (_session, chargedMs) => billOf(chargedMs),
	onSessionStart: () => undefined,
	now: Date.now,
};
