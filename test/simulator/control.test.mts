import axios from 'axios';
import { useSimulator } from '../engine/againstSimulator.mts';
import { emp } from '../support/emp.mts';

const KEYS = '/emp/v1/charging-keys';

const simulator = useSimulator({ keys: 30, orders: 4, locations: 7 });

async function control(method: string, path: string, data?: unknown) {
	const url = `${simulator().origin}/_simulator${path}`;
	const answer = await axios.request<unknown>({ method, url, data, validateStatus: () => true });
	return { status: answer.status, data: answer.data };
}

test('shows the state', async () => {
	await emp(simulator(), 'GET', KEYS);
	expect((await control('GET', '/state')).data).toEqual({
		keys: 30,
		fleetIds: simulator().chargingKeys.fleetIds,
		orders: 4,
		sessions: 0,
		locations: 7,
		requests: 1,
		faults: 0,
		mostInFlight: 1,
		contractBreaches: [],
	});
});

test('lists keys, orders, sessions and locations', async () => {
	const keys = [...simulator().chargingKeys];
	expect((await control('GET', '/keys')).data).toEqual(keys);
	expect((await control('GET', '/keys?offset=20&limit=5')).data).toEqual(keys.slice(20, 25));
	expect(await control('GET', '/keys?offset=-1')).toMatchObject({ status: 400 });
	expect((await control('GET', '/orders')).data).toEqual([...simulator().orders]);
	simulator().sessions.start('connector', 'key');
	expect((await control('GET', '/sessions')).data).toEqual([
		expect.objectContaining({ connectorId: 'connector', keyIdentifier: 'key' }),
	]);
	expect((await control('GET', '/locations')).data).toEqual([...simulator().locations]);
});

test('shows and forgets the requests, and does not count its own', async () => {
	await emp(simulator(), 'GET', KEYS);
	const { data } = await control('GET', '/requests');
	expect(data).toEqual([expect.objectContaining({ operationId: 'listChargingKeys', status: 200 })]);
	expect(await control('DELETE', '/requests')).toMatchObject({ status: 204 });
	expect(simulator().requests).toEqual([]);
});

test.each([
	{ kind: 'status', status: 503, headers: { a: 'b' }, body: [1], path: KEYS, times: 'always' },
	{ kind: 'reset', tookEffect: true, method: 'POST' },
	{ kind: 'redirect', location: 'http://127.0.0.1:1/', bodyIncludes: 'x' },
])('switches on the fault %j', async (fault) => {
	expect(await control('POST', '/faults', fault)).toMatchObject({ status: 204 });
	expect(simulator().faults.count).toBe(1);
	expect(await control('DELETE', '/faults')).toMatchObject({ status: 204 });
	expect(simulator().faults.count).toBe(0);
});

test.each([{}, { kind: 'unheard of' }, { kind: 'status' }, { kind: 'hang', time: 2 }])(
	'rejects the fault %j',
	async (fault) => {
		expect(await control('POST', '/faults', fault)).toMatchObject({ status: 400 });
		expect(simulator().faults.count).toBe(0);
	},
);

test('resets everything', async () => {
	await emp(simulator(), 'POST', KEYS, { data: { keyIdentifier: 'e0e03336', visualNumber: 'v' } });
	simulator().faults.add({ kind: 'hang' });
	expect(await control('POST', '/reset')).toMatchObject({ status: 204 });
	expect(simulator().chargingKeys.count).toBe(30);
	expect(simulator().faults.count).toBe(0);
	expect(simulator().requestCount).toBe(0);
});
