import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { useSimulator, withSimulator } from '../engine/againstSimulator.mts';
import { emp } from '../support/emp.mts';

const KEYS = '/emp/v1/charging-keys';

describe('authentication', () => {
	const simulator = useSimulator({ keys: 10, apiKey: 'right' });

	test.each([undefined, '', 'RIGHT'])('rejects the API key %j', async (apiKey) => {
		const headers = { 'X-API-Key': apiKey };
		expect(await emp(simulator(), 'GET', KEYS, { headers })).toMatchObject({
			status: 401,
			data: { message: 'Unauthorized' },
		});
	});

	test.each([
		['GET', '/emp/v2/charging-keys'],
		['GET', '/emp/v1/charging-keys/'],
		['DELETE', KEYS],
		['POST', '/emp/v1/charging-keys/3633e0e0/enable'],
		['PUT', '/emp/v1/charging-keys/a/b/enable'],
	])('%s %s is unknown, even with a wrong key', async (method, path) => {
		for (const apiKey of ['right', 'wrong']) {
			const answer = await emp(simulator(), method, path, { headers: { 'X-API-Key': apiKey } });
			expect(answer).toMatchObject({
				status: 403,
				data: { message: 'Missing Authentication Token' },
			});
		}
	});

	test('logs the client of a request', async () => {
		await emp(simulator(), 'GET', KEYS, { params: { fleetId: 'a b&ü', page_size: 10 } });
		expect(simulator().requests).toEqual([
			expect.objectContaining({
				method: 'GET',
				path: '/drive/emp/v1/charging-keys?fleetId=a+b%26%C3%BC&page_size=10',
				pathname: '/drive/emp/v1/charging-keys',
				operationId: 'listChargingKeys',
				params: {},
				query: { fleetId: 'a b&ü', page_size: '10' },
				headers: expect.objectContaining({ 'x-api-key': 'right' }) as object,
				body: undefined,
				status: 200,
			}),
		]);
	});
});

describe('fair use', () => {
	const MINUTE = 60_000;
	let clock = 0;
	const options = { keys: 10, requestsPerMinute: 3, now: () => clock };

	async function statuses(simulator: Simulator, count: number, apiKey = simulator.apiKey) {
		const answers: number[] = [];
		for (let request = 0; request < count; request++) {
			const { status } = await emp(simulator, 'GET', KEYS, { headers: { 'X-API-Key': apiKey } });
			answers.push(status);
		}
		return answers;
	}

	test('limits requests per clock minute', async () => {
		clock = 10 * MINUTE + 59_000;
		await withSimulator(options, async (simulator) => {
			expect(await statuses(simulator, 5)).toEqual([200, 200, 200, 429, 429]);
			clock = 11 * MINUTE - 1;
			expect(await statuses(simulator, 1)).toEqual([429]);
			clock = 11 * MINUTE;
			expect(await statuses(simulator, 4)).toEqual([200, 200, 200, 429]);
		});
	});

	test('does not count requests with another API key', async () => {
		await withSimulator(options, async (simulator) => {
			expect(await statuses(simulator, 9, 'unknown')).toEqual(Array(9).fill(401));
			expect(await statuses(simulator, 4)).toEqual([200, 200, 200, 429]);
		});
	});
});

test('latency delays each response, and requests in flight are counted', async () => {
	await withSimulator({ keys: 10, latencyMs: 300 }, async (slow) => {
		const began = performance.now();
		await Promise.all(Array.from({ length: 7 }, () => emp(slow, 'GET', KEYS)));
		expect(performance.now() - began).toBeGreaterThan(299);
		expect(slow.mostInFlight).toBe(7);
	});
});

test('a response that breaks the contract is detected', async () => {
	const broken = await startSimulator({ keys: 10 });
	const [key] = broken.chargingKeys;
	broken.chargingKeys.change(key?.keyIdentifier ?? '', { validTo: 'some day' });
	expect(await emp(broken, 'GET', KEYS)).toMatchObject({ status: 500 });
	expect(broken.contractBreaches).toEqual([
		{
			operationId: 'listChargingKeys',
			status: 200,
			problems: [expect.stringContaining('/keys/0/validTo')],
		},
	]);
	await broken.close();
});

test.each([
	['GET', `${KEYS}?page_size=501`, undefined],
	['GET', `${KEYS}?page_size=`, undefined],
	['GET', `${KEYS}?__proto__=a&__proto__=b`, undefined],
	['GET', '/emp/v1/orders?fromDate=2026-01-01T00:00:00', undefined],
	['GET', '/v1/geosearch/batch?countries=DE', undefined],
	['POST', KEYS, undefined],
	['POST', KEYS, { keyIdentifier: 'e0e', visualNumber: 'v' }],
	['POST', KEYS, { keyIdentifier: 'e0e03336', visualNumber: 'v', enabled: 'true' }],
])('a request that breaks the contract is rejected: %s %s %j', async (method, path, data) => {
	await withSimulator({ keys: 10 }, async (simulator) => {
		expect(await emp(simulator, method, path, { data })).toMatchObject({ status: 400 });
		expect(simulator.chargingKeys.count).toBe(10);
	});
});
