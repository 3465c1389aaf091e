import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { useSimulator, withSimulator } from '../engine/againstSimulator.mts';
import { emp } from '../support/emp.mts';

const KEYS = '/emp/v1/charging-keys';

describe('authentication', () => {
	const simulator = useSimulator({
		keys: 10,
		apiKey: 'right',
		apiKeyWithoutPermission: 'poor',
	});

	test.each([undefined, '', 'wrong', 'RIGHT', 'right,right'])(
		'rejects the API key %j',
		async (apiKey) => {
			const headers = { 'X-API-Key': apiKey };
			expect(await emp(simulator(), 'GET', KEYS, { headers })).toMatchObject({
				status: 401,
				data: { message: 'Unauthorized' },
			});
		},
	);

	test.each([
		['GET', '/emp/v2/charging-keys'],
		['GET', '/emp/v1/charging-keys/'],
		['GET', '//emp/v1/charging-keys'],
		['GET', ''],
		['DELETE', KEYS],
		['POST', '/emp/v1/charging-keys/3633e0e0/enable'],
		['PUT', '/emp/v1/charging-keys//enable'],
		['PUT', '/emp/v1/charging-keys/a/b/enable'],
		['GET', '/../emp/v1/charging-keys'],
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

	test('counts each known API key separately', async () => {
		await withSimulator({ ...options, apiKeyWithoutPermission: 'poor' }, async (simulator) => {
			expect(await statuses(simulator, 9, 'unknown')).toEqual(Array(9).fill(401));
			expect(await statuses(simulator, 4, 'poor')).toEqual([403, 403, 403, 429]);
			expect(await statuses(simulator, 4)).toEqual([200, 200, 200, 429]);
		});
	});

	test('limits requests per day, not counting those beyond the limit per minute', async () => {
		clock = 0;
		await withSimulator({ ...options, requestsPerDay: 5 }, async (simulator) => {
			expect(await statuses(simulator, 9)).toEqual([200, 200, 200, ...Array<number>(6).fill(429)]);
			clock = MINUTE;
			expect(await statuses(simulator, 3)).toEqual([200, 200, 429]);
			clock = 24 * 60 * MINUTE;
			expect(await statuses(simulator, 1)).toEqual([200]);
		});
	});

	test('sends Retry-After only if configured', async () => {
		clock = 10 * MINUTE + 12_345;
		const [silent, telling] = await Promise.all([
			startSimulator(options),
			startSimulator({ ...options, retryAfter: true }),
		]);
		await Promise.all([statuses(silent, 3), statuses(telling, 3)]);
		expect((await emp(silent, 'GET', KEYS)).headers).not.toHaveProperty('retry-after');
		expect((await emp(telling, 'GET', KEYS)).headers).toHaveProperty('retry-after', '48');
		await Promise.all([silent.close(), telling.close()]);
	});
});
