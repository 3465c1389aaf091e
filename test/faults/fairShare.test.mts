import { useSimulator } from '../engine/againstSimulator.mts';
import { byId, results, runOperation } from '../engine/operation.mts';
import { REQUESTS_PER_MINUTE } from '../engine/smallRateLimit.mts';
import { time } from '../engine/simulatedTime.mts';

jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/rateLimit.js', () =>
	jest.requireActual<object>('../engine/smallRateLimit.mts'),
);
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/systemClock.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);

/** How much longer than its fair share a workflow may take. */
const MAX_FACTOR = 1.2;

// A little latency, so that one workflow cannot send all its requests before the other one starts.
const simulator = useSimulator({
	keys: 320,
	requestsPerMinute: REQUESTS_PER_MINUTE,
	latencyMs: 2,
	now: time.now,
});

beforeEach(() => {
	time.nextMinute();
});

/** Runs two workflows with one API key at the same time. Each disables its own keys. */
async function runTogether(first: number, second: number): Promise<[string[], string[]]> {
	const keys = simulator()
		.chargingKeys.slice(0, first + second)
		.map(({ keyIdentifier }) => keyIdentifier);
	const parts: [string[], string[]] = [keys.slice(0, first), keys.slice(first)];
	const runs = parts.map((part) =>
		runOperation(
			simulator(),
			'chargingKey.disable',
			{ chargingKeyId: byId('={{ $json.key }}') },
			{ items: part.map((key) => ({ key })) },
		),
	);
	const done = await Promise.all(runs);
	expect(done.map((run) => results(run).length)).toEqual([first, second]);
	return parts;
}

/** The requests that disabled these keys, as positions among the requests of both workflows. */
function positionsOf(keys: string[]): number[] {
	const own = new Set(keys);
	const positions = simulator().requests.flatMap(({ path }, position) =>
		own.has(path.split('/').at(-2) ?? '') ? [position] : [],
	);
	expect(positions).toHaveLength(keys.length);
	return positions;
}

test('two workflows of the same size share a minute of fair use equally', async () => {
	const parts = await runTogether(160, 160);
	expect(simulator().requests.map(({ status }) => status)).not.toContain(429);
	for (const keys of parts) {
		const inFirstMinute = positionsOf(keys).filter((position) => position < REQUESTS_PER_MINUTE);
		expect(inFirstMinute.length).toBeGreaterThanOrEqual(REQUESTS_PER_MINUTE / 2 / MAX_FACTOR);
	}
});

test('a small workflow does not wait for a large one', async () => {
	const [, small] = await runTogether(280, 40);
	const last = Math.max(...positionsOf(small));
	expect((last + 1) / (2 * small.length)).toBeLessThanOrEqual(MAX_FACTOR);
});
