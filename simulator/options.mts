import { billOf, type Bill } from './sessionBill.mts';
import type { SessionPace } from './sessionCourse.mts';

/** Which session it is. */
export interface SessionIdentity {
	sessionId: string;
	connectorId: string;
	keyIdentifier: string;
}

export interface SimulatorOptions {
	/** Loopback port; 0 takes a free one. */
	port: number;
	/** The API key that is let in. */
	apiKey: string;
	/** An API key that is known but lacks every permission (403), if there is to be one. */
	apiKeyWithoutPermission?: string;
	/** Charging keys at start. */
	keys: number;
	/** Fleets that most of these keys belong to. */
	fleets: number;
	/** Card orders at start. */
	orders: number;
	/** Charging locations on the map at start. */
	locations: number;
	/** Same seed, same sizes and same UTC day at the start, same data. */
	seed: number;
	/** Wait before each answer, milliseconds. */
	latencyMs: number;
	/** Fair use per API key and clock minute in UTC (docs/api-facts.md#fair-use). */
	requestsPerMinute: number;
	/** Fair use per API key and UTC day (the same policy). */
	requestsPerDay: number;
	/** Whether a 429 says when to come back. The real API does not. */
	retryAfter: boolean;
	/** What the paths of geosearch begin with. Which it is, is inferred (docs/api-facts.md#geosearch). */
	geosearchUnder: '/v1' | '/emp/v1';
	sessionPace: SessionPace;
	/** What a completed session took and costs; it must always say the same of a session. */
	bill: (session: SessionIdentity, chargedMs: number) => Bill;
	/** Is called with each session that starts. */
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

/** The smallest and the largest value of each option that is a whole number. */
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

/** Says what is wrong with the value of a number option; undefined if nothing is. */
export function wrongNumber(option: NumberOption, value: number): string | undefined {
	const [least, most] = BOUNDS[option];
	if (Number.isInteger(value) && value >= least && value <= most) return undefined;
	return `must be a whole number from ${least} to ${most}`;
}

function isNumberOption(name: string): name is NumberOption {
	return name in BOUNDS;
}

/** The given options with the defaults for the rest. Throws a RangeError on values that make no sense. */
export function completeOptions(given: Partial<SimulatorOptions> = {}): SimulatorOptions {
	const options = { ...DEFAULTS, ...given };
	for (const name of Object.keys(BOUNDS).filter(isNumberOption)) {
		const wrong = wrongNumber(name, options[name]);
		if (wrong !== undefined) throw new RangeError(`${name} ${wrong}, and ${options[name]} is not`);
	}
	const { startsAfterMs, completesAfterMs } = options.sessionPace;
	if (!(startsAfterMs >= 0 && completesAfterMs >= 0)) {
		throw new RangeError('sessionPace must be milliseconds from 0 on');
	}
	if (options.apiKey === '') throw new RangeError('apiKey must not be empty');
	return options;
}
