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
	/** A known API key without permissions, which gets 403. */
	apiKeyWithoutPermission?: string;
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
	/** Fair use per API key and clock minute in UTC (docs/api-facts.md#fair-use). */
	requestsPerMinute: number;
	/** Fair use per API key and UTC day (the same policy). */
	requestsPerDay: number;
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

export const DEFAULT_PACE: SessionPace = { startsAfterMs: 2000, completesAfterMs: 2000 };

const DEFAULTS: SimulatorOptions = {
	port: 0,
	apiKey: 'simulator-key',
	keys: 2500,
	fleets: 3,
	orders: 25,
	locations: 20_000,
	seed: 1,
	latencyMs: 0,
	requestsPerMinute: 3000,
	requestsPerDay: 1_000_000,
	retryAfter: false,
	geosearchUnder: '/v1',
	sessionPace: DEFAULT_PACE,
	bill: (_session, chargedMs) => billOf(chargedMs),
	onSessionStart: () => undefined,
	now: Date.now,
};

/** Range of each integer option. */
const BOUNDS = {
	port: [0, 65_535],
	keys: [0, 10_000_000],
	fleets: [0, 1000],
	orders: [0, 100_000],
	locations: [0, 1_000_000],
	seed: [0, 2 ** 31 - 1],
	latencyMs: [0, 600_000],
	requestsPerMinute: [1, 1_000_000_000],
	requestsPerDay: [1, 1_000_000_000],
} as const;

export type NumberOption = keyof typeof BOUNDS;

/** Returns what is wrong with the value of a number option; undefined if it is valid. */
export function numberError(option: NumberOption, value: number): string | undefined {
	const [least, most] = BOUNDS[option];
	if (Number.isInteger(value) && value >= least && value <= most) return undefined;
	return `must be a whole number from ${least} to ${most}`;
}

function isNumberOption(name: string): name is NumberOption {
	return name in BOUNDS;
}

/**
 * Returns the given options with defaults for the others.
 *
 * @throws RangeError for invalid values.
 */
export function completeOptions(given: Partial<SimulatorOptions> = {}): SimulatorOptions {
	const options = { ...DEFAULTS, ...given };
	for (const name of Object.keys(BOUNDS).filter(isNumberOption)) {
		const wrong = numberError(name, options[name]);
		if (wrong !== undefined) throw new RangeError(`${name} ${wrong}, and ${options[name]} is not`);
	}
	const { startsAfterMs, completesAfterMs } = options.sessionPace;
	if (!(startsAfterMs >= 0 && completesAfterMs >= 0)) {
		throw new RangeError('sessionPace must be 0 or more milliseconds');
	}
	if (options.apiKey === '') throw new RangeError('apiKey must not be empty');
	return options;
}
