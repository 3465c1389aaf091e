import axios from 'axios';
import { startSimulator } from '../../simulator/simulator.mts';
import { emp, failureOf } from '../support/emp.mts';
import { isPage } from '../support/listing.mts';

const KEYS = '/emp/v1/charging-keys';

test('latency delays each response, and requests in flight are counted', async () => {
	const slow = await startSimulator({ keys: 10, latencyMs: 1000 });
	const began = performance.now();
	await Promise.all(Array.from({ length: 7 }, () => emp(slow, 'GET', KEYS)));
	expect(performance.now() - began).toBeGreaterThan(990);
	expect(slow.mostInFlight).toBe(7);
	const waiting = failureOf(emp(slow, 'GET', KEYS));
	while (slow.requestCount < 8) await new Promise(setImmediate);
	await slow.close();
	expect(await waiting).toBe('ECONNRESET');
});

test('a response that breaks the contract is detected', async () => {
	const broken = await startSimulator({ keys: 10 });
	const [key] = broken.chargingKeys;
	broken.chargingKeys.change(key?.keyIdentifier ?? '', { validTo: 'some day' });
	const answer = await emp(broken, 'GET', KEYS);
	expect(answer.status).toBe(500);
	expect(isPage(answer.data)).toBe(false);
	expect(broken.contractBreaches).toEqual([
		{
			operationId: 'listChargingKeys',
			status: 200,
			problems: [expect.stringContaining('/keys/0/validTo')],
		},
	]);
	const { data } = await axios.get<unknown>(`${broken.origin}/_simulator/state`);
	expect(data).toMatchObject({ contractBreaches: broken.contractBreaches });
	await broken.close();
});
