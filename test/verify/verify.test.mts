import { performance } from 'node:perf_hooks';
import { startSimulator } from '../../simulator/simulator.mts';
import { factsOf, UNEXPECTED, type Row } from '../../verify/verify.mts';
import { useSimulator } from '../engine/againstSimulator.mts';
import { contradictions } from '../support/contradictions.mts';
import type { Rewrite } from '../support/rewritingProxy.mts';
import { runBehind } from '../support/verifyRun.mts';

/** Makes each response seem to take a minute. */
const SLOW_CLOCK = () => performance.now() * 100_000;

const FACTS = factsOf(0);

const simulator = useSimulator({ keys: 250, orders: 130, locations: 20_000 });

const verdicts = (rows: Row[]) =>
	Object.fromEntries(rows.map(({ fact, verdict }) => [fact.id, verdict]));
const writes = () =>
	simulator().requests.filter(
		({ method, path }) => method !== 'GET' && !path.includes('geosearch'),
	);
const all = (verdict: string) => Object.fromEntries(FACTS.map(({ id }) => [id, verdict]));

test('every fact holds in the simulator; each request is printed, without the API key', async () => {
	const keys = simulator().chargingKeys.count;
	const { rows, printed, report } = await runBehind(simulator());
	expect(verdicts(rows)).toEqual(all('confirmed'));
	expect(printed).toHaveLength(simulator().requestCount);
	expect(report.exchanges).toHaveLength(simulator().requestCount);
	expect(printed[0]).toMatch(/^GET http:\/\/127.0.0.1:\d+\/drive\/emp\/v1\/charging-keys$/);
	expect(printed.join('\n')).not.toContain(simulator().apiKey);
	// It writes a disabled key and a fleet.
	expect(simulator().chargingKeys.count).toBe(keys + 1);
	expect([...simulator().chargingKeys].at(-1)).toMatchObject({ enabled: false });
	expect(printed.filter((line) => /^(PUT|POST .*(fleets|keys|sessions))/.test(line))).toHaveLength(
		writes().length,
	);
});

test('every fact is refuted by a simulator that contradicts all of them', async () => {
	const { rows } = await runBehind(
		simulator(),
		Object.values(contradictions).map((make) => make()),
		{ now: SLOW_CLOCK },
	);
	expect(verdicts(rows)).toEqual(all('refuted'));
}, 60_000);

describe('refutes nothing, and says why,', () => {
	const failing = (status: number, message: string): Rewrite[] => [
		() => Promise.resolve({ status, body: { message } }),
	];

	test.each<[string, Rewrite[], string]>([
		['in an empty account', [], 'simulator-key'],
		['with a wrong API key', [], 'wrong'],
		['while the API fails', failing(500, 'Internal error'), 'simulator-key'],
		['beyond fair use', failing(429, 'Too Many Requests'), 'simulator-key'],
		['without the permission', failing(403, 'Forbidden'), 'simulator-key'],
		['while nothing responds', [() => Promise.reject(new Error('hung up'))], 'simulator-key'],
	])('%s', async (name, rewrites, apiKey) => {
		const empty = await startSimulator({ keys: 0, orders: 0, locations: 0 });
		const of = name === 'in an empty account' ? empty : simulator();
		const { rows } = await runBehind(of, rewrites, { apiKey });
		await empty.close();
		expect(rows.filter(({ verdict }) => verdict === 'refuted')).toEqual([]);
		const unclear = rows.filter(({ verdict }) => verdict === 'unclear');
		expect(unclear.length).toBeGreaterThan(20);
		expect(unclear.filter(({ cameBack }) => ['', UNEXPECTED].includes(cameBack))).toEqual([]);
	});
});

describe('writes', () => {
	test('nothing unless allowed', async () => {
		const { rows } = await runBehind(simulator(), [], { confirm: undefined });
		expect(writes()).toEqual([]);
		expect(verdicts(rows)).toMatchObject({ 'rename-body': 'unclear' });
	});

	test('nothing that was declined, after asking about each request', async () => {
		const confirm = jest.fn(() => Promise.resolve(false));
		const { rows } = await runBehind(simulator(), [], { confirm });
		expect(writes()).toEqual([]);
		expect(confirm.mock.calls.length).toBeGreaterThan(5);
		expect(rows).toContainEqual(expect.objectContaining({ cameBack: 'not sent: you declined' }));
	});
});
