import type { Fault } from '../simulator/simulator.mts';
import { Random } from './random.mts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FAULTS_PER_DAY = 12;
const starts = { method: 'POST', path: '/emp/v1/sessions/start' };
const keys = { method: 'GET', path: '/emp/v1/charging-keys' };

/** What the API does to the next request, or to the next of a kind. */
const FAULTS: readonly Fault[] = [
	// Without Retry-After, as from the real API, the node waits for the next clock minute: a day here.
	{ kind: 'status', status: 429, headers: { 'Retry-After': '1' }, times: 3 },
	{ kind: 'status', status: 500, times: 2 },
	{ kind: 'status', status: 503 },
	{ kind: 'reset' },
	{ kind: 'reset', tookEffect: true, ...starts },
	{ kind: 'status', status: 500, tookEffect: true, ...starts },
	{ kind: 'reset', ...starts },
	{ kind: 'reset', tookEffect: true, method: 'POST', path: '/emp/v1/charging-keys' },
	{ kind: 'reset', tookEffect: true, method: 'PUT', path: '/emp/v1/charging-keys/*/disable' },
	{ kind: 'reset', tookEffect: true, method: 'POST', path: '/emp/v1/order/*/assign' },
	{ kind: 'truncated', how: 'connection' },
	{ kind: 'truncated', how: 'json' },
	{ kind: 'html' },
	{ kind: 'slowBody', durationMs: 4000 },
	{ kind: 'emptyPage', ...keys },
	{ kind: 'status', status: 500, method: 'GET', path: '/emp/v1/sessions/*', times: 3 },
];

const NO_KEYS: Fault = { kind: 'status', status: 200, body: { keys: [] }, ...keys };

export interface TroubleOptions {
	kills: number;
	restarts: number;
	/** Restarts with a new version of the package. */
	updates: number;
	databaseRestarts: number;
	databaseLocks: number;
	/** Hours in which the API is down. */
	outages: number;
	/** How often the API returns no keys. */
	emptyLists: number;
	/** How often the customer's list lacks half of its rows, or all. */
	cutLists: number;
	/** How many days at the end run in queue mode. */
	queueDays: number;
	seed: number;
}

/** Something that goes wrong at a time of the month. */
export type Trouble = { at: number } & (
	| { kind: 'kill'; process: number }
	| { kind: 'restart' | 'update' | 'database restart' | 'database lock' | 'outage' | 'queue mode' }
	| { kind: 'fault'; fault: Fault }
	| { kind: 'cut list'; kept: number }
);

/** Draws what goes wrong in a month, in order of time. */
export function drawTroubles(start: number, end: number, options: TroubleOptions): Trouble[] {
	const random = new Random(options.seed, 'troubles');
	const anyTime = () => random.integer(start + HOUR, end - HOUR);
	const troubles: Trouble[] = [];
	const times = (count: number, draw: () => Trouble) => {
		for (let number = 0; number < count; number++) troubles.push(draw());
	};
	times(options.kills, () => ({ at: anyTime(), kind: 'kill', process: random.fraction() }));
	times(options.restarts, () => ({ at: anyTime(), kind: 'restart' }));
	times(options.updates, () => ({ at: anyTime(), kind: 'update' }));
	times(options.databaseRestarts, () => ({ at: anyTime(), kind: 'database restart' }));
	times(options.databaseLocks, () => ({ at: anyTime(), kind: 'database lock' }));
	times(options.outages, () => ({ at: anyTime(), kind: 'outage' }));
	times(options.emptyLists, () => ({ at: anyTime(), kind: 'fault', fault: NO_KEYS }));
	times(options.cutLists, () => ({ at: anyTime(), kind: 'cut list', kept: random.pick([0, 0.5]) }));
	times(Math.round(((end - start) / DAY) * FAULTS_PER_DAY), () => ({
		at: anyTime(),
		kind: 'fault',
		fault: random.pick(FAULTS),
	}));
	if (options.queueDays > 0) {
		troubles.push({ at: Math.max(start, end - options.queueDays * DAY), kind: 'queue mode' });
	}
	return troubles.sort((a, b) => a.at - b.at);
}
