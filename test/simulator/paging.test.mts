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

test('rejects a broken cursor and one of another query', async () => {
	await withSimulator({ keys: 300 }, async (simulator) => {
		const list = (params: object) => emp(simulator, 'GET', '/emp/v1/charging-keys', { params });
		const { keys, cursor = '' } = pageOf(await list({}));
		expect(keys).toEqual([...simulator.chargingKeys].slice(0, 100));
		expect(await list({ cursor })).toMatchObject({ status: 200 });
		for (const params of [{ cursor: `${cursor}A` }, { cursor, fleetId: 'y1nNLJqb7m' }]) {
			expect(await list(params)).toMatchObject({ status: 400 });
		}
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
