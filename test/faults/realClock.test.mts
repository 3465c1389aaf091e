import { useSimulator } from '../engine/againstSimulator.mts';
import { byId, results, runOperation } from '../engine/operation.mts';

/* A few of the faults with nothing simulated but the server: real waits, which are short. */

const simulator = useSimulator({ keys: 40 });

function disableAll(options = {}) {
	const items = [...simulator().chargingKeys].map(({ keyIdentifier }) => ({ keyIdentifier }));
	return runOperation(
		simulator(),
		'chargingKey.disable',
		{
			chargingKeyId: byId('={{ $json.keyIdentifier }}'),
			options: { maxRetries: 4, ...options },
		},
		{ items },
	);
}

test('Retry-After is waited for, by the refused one and by all others', async () => {
	simulator().faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '1' } });
	const began = Date.now();
	const result = await disableAll({ maxConcurrent: 1 });

	expect(Date.now() - began).toBeGreaterThanOrEqual(1000);
	expect(results(result)).toHaveLength(40);
	expect(simulator().requestCount).toBe(41);
	const [refused = 0, next = 0] = simulator().requests.map(({ at }) => at);
	expect(next - refused).toBeGreaterThanOrEqual(1000);
});

test('a server that stumbles costs no item', async () => {
	simulator().faults.add({ kind: 'reset', times: 3 });
	simulator().faults.add({ kind: 'html', status: 502, times: 3 });
	simulator().faults.add({ kind: 'truncated', how: 'connection', times: 3 });
	const result = await disableAll();

	expect(result.status).toBe('success');
	expect(results(result)).toHaveLength(40);
	expect([...simulator().chargingKeys].filter(({ enabled }) => enabled)).toEqual([]);
	expect(simulator().requestCount).toBe(49);
	expect(result.hints).toMatchObject([
		{
			message: expect.stringMatching(
				/^9 requests were sent again .+ Nothing was lost\.$/,
			) as string,
		},
	]);
});
