import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { mix } from '../../../simulator/seeded.mts';
import type { Location } from '../../../simulator/simulator.mts';
import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import { expectError, expectRejected, results, runOperation } from '../../engine/operation.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import {
	hasAll,
	metresBetween,
	placeOf,
	roughlyNear,
	type Asked,
	type Place,
} from '../../support/bruteForce.mts';

const simulator = useSimulator({ locations: 3000, requestsPerMinute: 1_000_000 });
let map: Location[] = [];
beforeAll(() => {
	map = [...simulator().locations];
});

const BERLIN = { latitude: 52.52, longitude: 13.405 };

function search(parameters: INodeParameters = {}, run?: Partial<NodeRun>) {
	return runOperation(simulator(), 'location.search', { ...BERLIN, ...parameters }, run);
}

/** Up to `limit` locations within a distance that meet all criteria, nearest first. */
function expected(from: Place, metres: number, asked: Asked = {}, limit = 50): Location[] {
	const isNear = roughlyNear([from], metres);
	return map
		.filter((location) => isNear(placeOf(location)))
		.map((location) => ({ location, away: metresBetween(from, placeOf(location)) }))
		.filter(({ location, away }) => away <= metres && hasAll(location, asked))
		.sort((a, b) => a.away - b.away)
		.slice(0, limit)
		.map(({ location }) => location);
}

function ids(found: unknown[]): unknown[] {
	return found.map((location) => (location as IDataObject).id);
}

/** Parameters that take their values from the item: the editor accepts invalid values only from expressions. */
function asExpressions(given: IDataObject, place = '$json'): INodeParameters {
	return Object.fromEntries(
		Object.entries(given).map(([name, value]) => [
			name,
			name === 'filters' || name === 'options'
				? asExpressions(value as IDataObject, `${place}.${name}`)
				: `={{ ${place}.${name} }}`,
		]),
	);
}

describe('Search locations', () => {
	test('sends the point, the default distance and limit, and no filters', async () => {
		await search();
		expect(simulator().requests).toHaveLength(1);
		expect(simulator().requests[0]).toMatchObject({
			method: 'POST',
			path: '/drive/v1/geosearch/radius?latitude=52.52&longitude=13.405&distance=3000&limit=50',
			body: { filters: {} },
		});
	});

	test("sends filters and options under the API's names", async () => {
		await search({
			distance: 20_000,
			limit: 300,
			filters: {
				locationStatuses: ['AVAILABLE'],
				capabilities: ['REMOTE_START_STOP_CAPABLE', 'RESERVABLE'],
				connectorStandards: ['Combo'],
				powerType: 'DC',
				minPower: 62.5,
				open247: true,
				additional: '{ "greenEnergy": true }',
			},
			options: { filterEvsesAndConnectors: true, language: 'de', aggregationPrecision: 4 },
		});
		expect(simulator().requests[0]?.query).toEqual({
			latitude: '52.52',
			longitude: '13.405',
			distance: '20000',
			limit: '300',
			language: 'de',
		});
		expect(simulator().requests[0]?.body).toEqual({
			filters: {
				greenEnergy: true,
				locationStatuses: ['AVAILABLE'],
				capabilities: ['REMOTE_START_STOP_CAPABLE', 'RESERVABLE'],
				connectorStandards: ['Combo'],
				powerType: 'DC',
				power: 62_500,
				open247: true,
			},
			options: { filterEvsesAndConnectors: true },
		});
	});

	test('omits filters that are empty or off', async () => {
		const filters = {
			locationStatuses: [],
			capabilities: '',
			minPower: 0,
			open247: false,
			additional: '',
		};
		await search({ filters, options: { language: '', output: '', filterEvsesAndConnectors: '' } });
		expect(simulator().requests[0]).toMatchObject({
			path: '/drive/v1/geosearch/radius?latitude=52.52&longitude=13.405&distance=3000&limit=50',
			body: { filters: {} },
		});
	});

	test('returns unchanged locations with their distance, nearest first', async () => {
		const found = results(await search());
		const near = expected([52.52, 13.405], 3000);
		expect(near.length).toBeGreaterThan(3);
		expect(found).toEqual(
			near.map((location) => ({
				...location,
				distanceMetres: expect.closeTo(
					metresBetween([52.52, 13.405], placeOf(location)),
					0,
				) as number,
			})),
		);
	});

	test('finds the same as brute force for 200 points, distances and filters', async () => {
		const kinds: Asked[] = [
			{},
			{ statuses: ['AVAILABLE'], minPower: 50 },
			{ powerType: 'AC', capabilities: ['RESERVABLE'] },
			{ standards: ['Chademo', 'Schuko'], statuses: ['AVAILABLE', 'RESERVED'] },
			{ open247: true, powerType: 'DC', minPower: 150 },
		];
		const items = Array.from({ length: 200 }, (_, run) => {
			const near = map[mix(7, run) % map.length];
			if (!near) throw new Error('The map is empty');
			const [north, east] = placeOf(near);
			const metres = 500 * 4 ** (mix(8, run) % 5) + (mix(9, run) % 100);
			return {
				latitude: north + (mix(10, run) % 100) / 10_000,
				longitude: east - (mix(11, run) % 100) / 10_000,
				metres,
				limit: run % 6 === 0 ? 300 : 1 + (mix(12, run) % 60),
				asked: kinds[run % kinds.length] ?? {},
			};
		});
		const { outputs } = await search(
			{
				latitude: '={{ $json.latitude }}',
				longitude: '={{ $json.longitude }}',
				distance: '={{ $json.metres }}',
				limit: '={{ $json.limit }}',
				filters: {
					locationStatuses: '={{ $json.asked.statuses }}',
					capabilities: '={{ $json.asked.capabilities }}',
					connectorStandards: '={{ $json.asked.standards }}',
					powerType: '={{ $json.asked.powerType }}',
					minPower: '={{ $json.asked.minPower }}',
					open247: '={{ $json.asked.open247 }}',
				},
			},
			{ items: items.map((item) => ({ json: item as unknown as IDataObject })) },
		);

		const found: unknown[][] = items.map(() => []);
		for (const { json, pairedItem } of outputs[0] ?? []) {
			found[(pairedItem as { item: number }).item]?.push(json.id);
		}
		const due = items.map(({ latitude, longitude, metres, asked, limit }) =>
			ids(expected([latitude, longitude], metres, asked, limit)),
		);
		expect(found).toEqual(due);
		expect(due.flat().length).toBeGreaterThan(1000);
		expect(due.filter((list) => list.length === 0).length).toBeLessThan(100);
	});

	test('sorts results that the API may return in any order', async () => {
		const near = expected([52.52, 13.405], 3000);
		simulator().faults.add({ kind: 'withoutList', body: { locations: [...near].reverse() } });
		expect(ids(results(await search()))).toEqual(ids(near));
	});

	test('never returns more than the limit, whatever the API returns', async () => {
		const near = expected([52.52, 13.405], 3000);
		simulator().faults.add({ kind: 'withoutList', body: { locations: near } });
		expect(ids(results(await search({ limit: 2 })))).toEqual(ids(near.slice(0, 2)));
	});

	describe('a location without readable coordinates', () => {
		const EVSE = { evse_id: 'E', status: 'AVAILABLE', connectors: [{ id: 'c' }] };
		const unreadable = [
			undefined,
			null,
			'52.5,13.4',
			{ latitude: 'here', longitude: '13.4' },
			{ latitude: '', longitude: '13.4' },
			{ latitude: null, longitude: 13.4 },
			{ latitude: true, longitude: [] },
			{ latitude: '91', longitude: '13.4' },
		].map((coordinates, index) => ({ id: `x${index}`, coordinates, evses: [EVSE] }));
		const far = { id: 'far', coordinates: { latitude: '52.53', longitude: '13.4' }, evses: [EVSE] };
		const near = { id: 'near', coordinates: { latitude: 52.52, longitude: 13.4 }, evses: [EVSE] };
		beforeEach(() => {
			simulator().faults.add({
				kind: 'withoutList',
				body: { locations: [...unreadable, far, near] },
			});
		});

		test('comes last, without a distance', async () => {
			const found = results(await search()) as IDataObject[];
			expect(found.map(({ id }) => id)).toEqual(['near', 'far', ...ids(unreadable)]);
			expect(found.map((location) => 'distanceMetres' in location)).toEqual([
				true,
				true,
				...unreadable.map(() => false),
			]);
		});

		test('keeps its connectors', async () => {
			const found = results(await search({ options: { output: 'connectors' } })) as IDataObject[];
			expect(found.map(({ locationId }) => locationId)).toEqual([
				'near',
				'far',
				...ids(unreadable),
			]);
			expect(found[1]).toMatchObject({ latitude: '52.53', longitude: '13.4' });
			expect(found[2]?.latitude).toBeUndefined();
		});
	});

	test('finds both sides of the 180th meridian', async () => {
		const found = results(await search({ latitude: -16.84, longitude: 179.999, distance: 30_000 }));
		expect(ids(found)).toEqual(ids(expected([-16.84, 179.999], 30_000)));
		const signs = found.map((location) =>
			Math.sign(Number(((location as IDataObject).coordinates as IDataObject).longitude)),
		);
		expect(new Set(signs)).toEqual(new Set([1, -1]));
	});

	test.each([
		[90, 180],
		[-90, -180],
		['-16.5', ' 179.25 '],
		['+1e1', '.5'],
		[1e-7, -1e-9],
	])('accepts %j, %j as a point', async (latitude, longitude) => {
		const { status } = await search(
			{ latitude: '={{ $json.latitude }}', longitude: '={{ $json.longitude }}' },
			{ items: [{ latitude, longitude }] },
		);
		expect(status).toBe('success');
		const { query = {} } = simulator().requests[0] ?? {};
		expect(Number(query.latitude)).toBeCloseTo(Number(latitude), 9);
		expect(Number(query.longitude)).toBeCloseTo(Number(longitude), 9);
		expect(`${String(query.latitude)} ${String(query.longitude)}`).not.toContain('e');
	});

	describe('Output', () => {
		const filters = { locationStatuses: ['AVAILABLE'], minPower: 50 };

		test('Connectors returns one item per matching connector, nearest first, up to Limit', async () => {
			const output = 'connectors';
			const run = await search({ distance: 30_000, limit: 20, filters, output });
			const due = expected([52.52, 13.405], 30_000, { statuses: ['AVAILABLE'], minPower: 50 })
				.flatMap((location) =>
					location.evses
						.filter(({ status }) => status === 'AVAILABLE')
						.flatMap((evse) =>
							evse.connectors
								.filter(({ power = 0 }) => power >= 50_000)
								.map((connector) => ({
									...connector,
									connectorId: connector.id,
									locationId: location.id,
									locationName: location.name,
									evseId: evse.evse_id,
									status: evse.status,
									...location.coordinates,
									address: location.address,
									city: location.city,
									powerKw: (connector.power ?? 0) / 1000,
									distanceMetres: expect.any(Number) as number,
								})),
						),
				)
				.slice(0, 20);
			expect(due).toHaveLength(20);
			expect(results(run)).toEqual(due);
			expect(simulator().requests[0]?.body).toMatchObject({
				options: { filterEvsesAndConnectors: true },
			});
		});

		test.each([
			['locations', 'connectors'],
			['connectors', 'locations'],
		])('the field %s yields to the option %s saved by 1.0.0', async (output, earlier) => {
			const [found] = results(await search({ output, options: { output: earlier } }));
			expect(Object.keys(found ?? {}).includes('connectorId')).toBe(earlier === 'connectors');
		});

		test('Connectors starts with the most useful columns', async () => {
			const [found] = results(await search({ distance: 30_000, output: 'connectors' }));
			const [nearest] = results(await search({ distance: 30_000 })) as IDataObject[];
			const columns = ['locationName', 'address', 'city', 'standard', 'powerKw', 'status'];
			const needed = ['connectorId', 'evseId', 'locationId', 'latitude', 'longitude'];
			expect(Object.keys(found ?? {}).slice(0, 12)).toEqual([
				...columns,
				'distanceMetres',
				...needed,
			]);
			expect(found).toMatchObject({ distanceMetres: nearest?.distanceMetres });
		});

		test('Connectors returns all connectors of a location if requested or without filters', async () => {
			const [nearest] = expected([52.52, 13.405], 30_000);
			const count = nearest?.evses.flatMap(({ connectors }) => connectors).length ?? 0;
			const off = { output: 'connectors', filterEvsesAndConnectors: false };
			for (const parameters of [
				{ options: { output: 'connectors' } },
				{ filters: { minPower: 1 }, options: off },
			]) {
				const found = results(await search({ distance: 30_000, ...parameters }));
				expect(found.slice(0, count)).toMatchObject(
					Array.from({ length: count }, () => ({ locationId: nearest?.id })),
				);
			}
			expect(simulator().requests.map(({ body }) => body)).toEqual([
				{ filters: {} },
				{ filters: { power: 1000 } },
			]);
		});

		test('Connectors skips locations without charging points or connectors', async () => {
			const coordinates = { latitude: '52.5', longitude: '13.4' };
			const evses = [
				[],
				null,
				[{}],
				[{ connectors: null }],
				[null],
				[{ connectors: [{ id: 'c' }] }],
			];
			simulator().faults.add({
				kind: 'withoutList',
				body: {
					locations: [
						{ id: 'bare', coordinates },
						...evses.map((list, index) => ({ id: `l-${index}`, coordinates, evses: list })),
					],
				},
			});
			const found = results(await search({ options: { output: 'connectors' } }));
			expect(found).toMatchObject([{ connectorId: 'c', locationId: 'l-5' }]);
		});

		test('Aggregates counts all locations at the requested precision', async () => {
			const options = { output: 'aggregates', aggregationPrecision: 5 };
			const found = results(await search({ distance: 30_000, options })) as IDataObject[];
			const sum = found.reduce((before, { count }) => before + Number(count), 0);
			expect(sum).toBe(expected([52.52, 13.405], 30_000, {}, 10_000).length);
			expect(found.length).toBeGreaterThan(20);
			expect(Object.keys(found[0] ?? {})).toEqual(['coordinates', 'count']);
			expect(simulator().requests[0]?.query).toEqual({
				latitude: '52.52',
				longitude: '13.405',
				distance: '30000',
				aggregate: 'true',
				aggregationPrecision: '5',
			});
		});
	});

	describe('bad input', () => {
		const point = 'must not be empty';
		test.each<[IDataObject, string | RegExp]>([
			[{ latitude: 91 }, '"Latitude" must be a number from -90 to 90, but it is 91'],
			[{ latitude: '52,52' }, '"Latitude" must be a number from -90 to 90, but it is "52,52"'],
			[{ latitude: '' }, `"Latitude" ${point}`],
			[{ latitude: [52] }, '"Latitude" must be a number from -90 to 90, but it is [52]'],
			[{ longitude: 180.5 }, '"Longitude" must be a number from -180 to 180, but it is 180.5'],
			[{ longitude: '' }, `"Longitude" ${point}`],
			[{ distance: 0 }, '"Distance (Metres)" must be a number from 1 to 20000000, but it is 0'],
			[{ limit: 301 }, '"Limit" must be a whole number from 1 to 300, but it is 301'],
			[
				{ filters: { minPower: 'fast' } },
				'"Min Power (kW)" must be a number from 0 to 5000, but it is "fast"',
			],
			[{ filters: { powerType: 'ac' } }, '"Power Type" must be one of AC, DC, but it is "ac"'],
			[
				{ filters: { open247: 'always' } },
				'"Open Around the Clock" must be true, false, 1 or 0, but it is "always"',
			],
			[
				{ filters: { additional: '{' } },
				'"Additional Filters (JSON)" must be a JSON object, but it is "{"',
			],
			[
				{ filters: { additional: { power: 1 }, minPower: 5 } },
				'"Additional Filters (JSON)" must not contain "power", which has its own filter',
			],
			[{ options: { language: 'xx' } }, /^"Language" must be one of bg, nl, .*, but it is "xx"/],
			[
				{ options: { output: 'map' } },
				'"Output (Earlier Setting)" must be one of aggregates, connectors, locations, but it is "map"',
			],
			[
				{ output: 'map' },
				'"Output" must be one of aggregates, connectors, locations, but it is "map"',
			],
			[
				{ options: { aggregationPrecision: 10 } },
				'"Aggregation Precision" must be a whole number from 2 to 9, but it is 10',
			],
			[
				{ filters: { locationStatuses: ['FREE'] } },
				/^"Location Statuses" must be any of AVAILABLE, BLOCKED, .*, but it is \["FREE"\]/,
			],
			[
				{ filters: { capabilities: [{}] } },
				/^"Capabilities" must be a list of strings, but it is \[\{\}\]/,
			],
		])('%j is rejected', async (parameters, message) => {
			const result = await search(asExpressions(parameters), { items: [parameters] });
			if (typeof message === 'string') expectRejected(simulator(), result, message);
			else expect(result.error?.message).toMatch(message);
			expect(simulator().requests).toEqual([]);
		});

		test('accepts lists as comma-separated text', async () => {
			await search({ filters: { locationStatuses: 'AVAILABLE, RESERVED' } });
			expect(simulator().requests[0]?.body).toEqual({
				filters: { locationStatuses: ['AVAILABLE', 'RESERVED'] },
			});
		});
	});

	describe('failures', () => {
		failsReadably(simulator, 'search for locations around 52.52, 13.405', (run) => search({}, run));

		test.each([
			[{}, 'the response is a different object instead of a list of locations'],
			[{ locations: [{ name: 'x' }] }, 'not all locations have the field id'],
		])('the response %j does not count as an empty list', async (body, complaint) => {
			simulator().faults.add({ kind: 'withoutList', body });
			expectError(
				await search(),
				`Could not search for locations around 52.52, 13.405: ${complaint}`,
			);
		});

		test('handles 130,000 aggregates and more', async () => {
			const aggregates = Array.from({ length: 130_001 }, (_, count) => ({ count }));
			simulator().faults.add({ kind: 'withoutList', body: { aggregates } });
			const { outputs } = await search({ options: { output: 'aggregates' } });
			expect(outputs[0]).toHaveLength(130_001);
		});

		test('a response without aggregates does not count as an empty list either', async () => {
			simulator().faults.add({ kind: 'withoutList', body: { locations: [] } });
			expectError(
				await search({ options: { output: 'aggregates' } }),
				'Could not search for locations around 52.52, 13.405: the response is a different object instead of a list of aggregates',
			);
		});
	});
});
