import type { INodeParameters } from 'n8n-workflow';

import type { Location } from '../../../simulator/simulator.mts';
import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import {
	expectError,
	expectRejected,
	expectSentOnce,
	results,
	runOperation,
} from '../../engine/operation.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import { takesIds } from '../../support/identifiers.mts';

const simulator = useSimulator({ keys: 10, locations: 50 });

function get(locationId: string, options: INodeParameters = {}, run?: Partial<NodeRun>) {
	return runOperation(simulator(), 'location.get', { locationId, options }, run);
}

/** A location whose id must be percent-encoded. */
function someLocation(): Location {
	const location = [...simulator().locations].find(({ id }) => /\/.*\+|\+.*\//.test(id));
	if (!location) throw new Error('No id has a slash and a plus');
	return location;
}

function price(result: unknown): unknown {
	return (result as Location).evses[0]?.connectors[0]?.price;
}

describe('Get a location', () => {
	test('sends the percent-encoded ID and no unset options', async () => {
		const { id } = someLocation();
		const result = await get(id, { keyIdentifier: '', fleetId: ' ', language: '' });
		expectSentOnce(simulator(), 'GET', `/v1/geosearch/${encodeURIComponent(id)}`);
		expect(results(result)).toMatchObject([{ id }]);
		expect(price(results(result)[0])).toMatchObject({ priceIncludesVat: 'true' });
	});

	test('returns the prices of a fleet or a key', async () => {
		const { id } = someLocation();
		const [key] = simulator().chargingKeys;
		const [full] = results(await get(id));
		const [forFleet] = results(await get(id, { fleetId: key?.fleetId ?? '' }));
		const [forKey] = results(await get(id, { keyIdentifier: key?.keyIdentifier ?? '' }));
		expect(price(forKey)).toEqual(price(forFleet));
		expect(price(forKey)).not.toEqual(price(full));
		expect(simulator().requests.map(({ query }) => query)).toEqual([
			{},
			{ fleetId: key?.fleetId },
			{ keyIdentifier: key?.keyIdentifier },
		]);
	});

	test('returns texts in the requested language', async () => {
		const [location] = results(await get(someLocation().id, { language: 'fr' }));
		expect(location).toMatchObject({ directions: [{ language: 'fr' }] });
	});

	test('rejects a key together with a fleet', async () => {
		expectRejected(
			simulator(),
			await get('x', { keyIdentifier: 'a', fleetId: 'b' }),
			'"Fleet ID" must be empty if Key Identifier is set, but it is "b"',
		);
	});

	test('rejects an unknown language', async () => {
		const { error } = await get('x', { language: '={{ "xx" }}' });
		expect(error?.message).toMatch(/^"Language" must be one of .*, but it is "xx" \[item 0\]$/);
		expect(simulator().requests).toEqual([]);
	});

	takesIds(
		'Location ID',
		simulator,
		(locationId, value) => get(locationId, {}, { items: [{ value }] }),
		(id) => `/v1/geosearch/${id}`,
	);

	describe('failures', () => {
		failsReadably(simulator, 'get the location x', (run) => get('x', {}, run), [
			{
				status: 404,
				says: 'Location not found',
				reads: 'there is no such location (404): Location not found',
				remedy: 'Enter the Location ID',
			},
		]);

		test.each([{}, { locations: [] }, null, []])(
			'rejects the response %j, which is not a location',
			async (body) => {
				simulator().faults.add({ kind: 'withoutList', body });
				const { error } = await get('x');
				expect(error?.message).toMatch(
					/^Could not get the location x: .+ instead of a location \[item 0\]$/,
				);
			},
		);

		test('the ID "batch" does not return a list of locations', async () => {
			expectError(
				await get('batch'),
				'Could not get the location batch: the response is a different object instead of a location',
			);
		});
	});
});
