import { startSimulator } from '../../simulator/simulator.mts';
import { useSimulator } from '../engine/againstSimulator.mts';
import { emp, failureOf } from '../support/emp.mts';

const KEYS = '/emp/v1/charging-keys';
const NEW_KEY = { keyIdentifier: 'e0e03336', visualNumber: 'v' };

const simulator = useSimulator({ keys: 50, requestsPerMinute: 100_000 });

const list = (params: Record<string, unknown> = {}) => emp(simulator(), 'GET', KEYS, { params });
const create = () => emp(simulator(), 'POST', KEYS, { data: NEW_KEY });

async function statuses(count: number): Promise<number[]> {
	const answers: number[] = [];
	for (let request = 0; request < count; request++) answers.push((await list()).status);
	return answers;
}

describe('faults affect', () => {
	test('a number of requests after a number of others', async () => {
		simulator().faults.add({ kind: 'status', status: 503, times: 2, after: 1 });
		expect(await statuses(5)).toEqual([200, 503, 503, 200, 200]);
		simulator().faults.add({ kind: 'status', status: 500, times: 'always' });
		expect(await statuses(3)).toEqual([500, 500, 500]);
		simulator().faults.clear();
		expect(await statuses(1)).toEqual([200]);
	});

	test('requests with a method, a path or a body', async () => {
		simulator().faults.add(
			{ kind: 'status', status: 501, method: 'put', times: 'always' },
			{ kind: 'status', status: 502, path: '/emp/v1/order/*/assign', times: 'always' },
			{ kind: 'status', status: 503, bodyIncludes: '"e0e03336"', times: 'always' },
		);
		expect(await statuses(1)).toEqual([200]);
		expect(await emp(simulator(), 'PUT', `${KEYS}/a%2Fb/enable`)).toMatchObject({ status: 501 });
		expect(await emp(simulator(), 'POST', '/emp/v1/order/a/assign')).toMatchObject({ status: 502 });
		expect(await create()).toMatchObject({ status: 503 });
		const data = { ...NEW_KEY, keyIdentifier: 'e0e03337' };
		expect(await emp(simulator(), 'POST', KEYS, { data })).toMatchObject({ status: 200 });
	});
});

describe('instead of a response', () => {
	test('a fault can send nothing, and closing does not wait for it', async () => {
		const hanging = await startSimulator({ keys: 10 });
		hanging.faults.add({ kind: 'hang', times: 'always' });
		const timeout = emp(hanging, 'GET', KEYS, { timeout: 50 });
		expect(await failureOf(timeout)).toBe('ECONNABORTED');
		const waiting = failureOf(emp(hanging, 'GET', KEYS));
		while (hanging.requestCount < 2) await new Promise(setImmediate);
		await hanging.close();
		expect(await waiting).toBe('ECONNRESET');
	});
});
