import fc from 'fast-check';
import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { withSimulator } from '../engine/againstSimulator.mts';
import { emp } from '../support/emp.mts';
import { listIdentifiers, pageOf } from '../support/listing.mts';
import { keyNamed } from '../support/pageExamples.mts';

const UNLIMITED = { requestsPerMinute: 1_000_000 };

function identifiers(simulator: Simulator): string[] {
	return [...simulator.chargingKeys].map(({ keyIdentifier }) => keyIdentifier);
}

test('any sequence of page sizes returns every key once and in order, overall and per fleet', async () => {
	await withSimulator({ keys: 1500, fleets: 4, ...UNLIMITED }, async (simulator) => {
		const fleetId = simulator.chargingKeys.fleetIds[1] ?? '';
		simulator.chargingKeys.add(keyNamed('e0e03336', { fleetId }));
		const pageSizes = fc.array(fc.integer({ min: 10, max: 500 }), { minLength: 1, maxLength: 5 });
		const fleet = fc.constantFrom(undefined, ...simulator.chargingKeys.fleetIds, 'unknown');
		await fc.assert(
			fc.asyncProperty(pageSizes, fleet, async (sizes, fleetId) => {
				const wanted = [...simulator.chargingKeys]
					.filter((key) => fleetId === undefined || key.fleetId === fleetId)
					.map(({ keyIdentifier }) => keyIdentifier);
				const filter = fleetId === undefined ? {} : { fleetId };
				expect(await listIdentifiers(simulator, sizes, filter)).toEqual(wanted);
			}),
			{ numRuns: 25 },
		);
	});
});

test('the same seed gives the same keys, another seed gives others', async () => {
	const [one, same, other] = await Promise.all([
		startSimulator({ keys: 50, seed: 5 }),
		startSimulator({ keys: 50, seed: 5 }),
		startSimulator({ keys: 50, seed: 6 }),
	]);
	expect([...same.chargingKeys]).toEqual([...one.chargingKeys]);
	expect([...same.orders]).toEqual([...one.orders]);
	expect(identifiers(other)).not.toEqual(identifiers(one));
	await Promise.all([one.close(), same.close(), other.close()]);
});

test('a million keys are available at once and need little memory', async () => {
	const keys = 1_000_000;
	const before = process.memoryUsage().rss;
	await withSimulator({ keys, ...UNLIMITED }, async (simulator) => {
		const path = '/emp/v1/charging-keys';
		const first = pageOf(await emp(simulator, 'GET', path, { params: { page_size: 500 } }));
		let { cursor } = first;
		let last = first;
		for (let page = 0; page < 100; page++) {
			const params = { page_size: 500, cursor };
			last = pageOf(await emp(simulator, 'GET', path, { params }));
			cursor = last.cursor;
		}
		const params = { page_size: 500, fleetId: simulator.chargingKeys.fleetIds[2] };
		const ofFleet = pageOf(await emp(simulator, 'GET', path, { params }));
		expect(ofFleet.keys).toHaveLength(500);
		expect(last.keys).toEqual(simulator.chargingKeys.slice(50_000, 500));
		expect(simulator.chargingKeys.slice(keys - 1, 500)).toHaveLength(1);
		// Generous: about 100 MB, including the client.
		expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
	});
});
