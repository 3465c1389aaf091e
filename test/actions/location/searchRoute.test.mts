import type { IDataObject, IExecuteFunctions, INodeParameters } from 'n8n-workflow';

import { searchRoute } from '../../../nodes/PlugsurfingEmp/actions/location/searchRoute.ts';
import { ItemParameters } from '../../../nodes/PlugsurfingEmp/parameters/itemParameters.ts';
import { mix } from '../../../simulator/seeded.mts';
import type { Location } from '../../../simulator/simulator.mts';
import { fakeClient } from '../../support/fakeClient.mts';
import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import { expectError, expectRejected, results, runOperation } from '../../engine/operation.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import {
	addCluster,
	addSpot,
	CRITERIA,
	hasAll,
	metresToRoute,
	placeOf,
	roughlyNear,
	type Asked,
	type Place,
} from '../../support/bruteForce.mts';

const simulator = useSimulator({ locations: 3000, requestsPerMinute: 1_000_000 });

let map: Location[] = [];
beforeEach(() => {
	map = [...simulator().locations];
});

const BERLIN: Place = [52.52, 13.405];
const LEIPZIG: Place = [51.34, 12.375];
const MUNICH: Place = [48.137, 11.575];
/** The A9 motorway, roughly. */
const BERLIN_MUNICH: Place[] = [
	BERLIN,
	[52.1, 12.6],
	LEIPZIG,
	[50.314, 11.913],
	[49.948, 11.578],
	[49.454, 11.078],
	[48.766, 11.426],
	MUNICH,
];
const AMSTERDAM: Place = [52.368, 4.904];
const OSLO: Place = [59.914, 10.752];

function along(route: unknown, parameters: INodeParameters = {}, run?: Partial<NodeRun>) {
	return runOperation(
		simulator(),
		'location.searchRoute',
		{ limit: 100_000, ...parameters, route: '={{ $json.route }}' },
		{ items: [{ route: route as IDataObject[string] }], ...run },
	);
}

interface OnRoute extends Location {
	metresAlongRoute: number;
	metresFromRoute: number;
}

async function find(route: Place[], metres: number, parameters: INodeParameters = {}) {
	const result = await along(route, { distance: metres, ...parameters });
	expect(result.error).toBeUndefined();
	return results(result) as OnRoute[];
}

/** All locations within a distance of the route, by turf, without an index. */
function expected(route: readonly Place[], metres: number, asked: Asked = {}): Location[] {
	const isNear = roughlyNear(route, metres);
	return map.filter(
		(location) =>
			isNear(placeOf(location)) &&
			hasAll(location, asked) &&
			metresToRoute(placeOf(location), route) <= metres,
	);
}

/** Expects each location once, in route order, with distances that turf confirms. */
function expectAll(found: OnRoute[], route: readonly Place[], metres: number, asked?: Asked): void {
	const due = expected(route, metres, asked);
	expect(found.map(({ id }) => id).sort()).toEqual(due.map(({ id }) => id).sort());
	const places = found.map(({ metresAlongRoute }) => metresAlongRoute);
	expect(places).toEqual([...places].sort((a, b) => a - b));
	const wrong = found.filter(
		(location) =>
			Math.abs(location.metresFromRoute - metresToRoute(placeOf(location), route)) > 0.2,
	);
	expect(wrong).toEqual([]);
}

describe('Search locations along a route', () => {
	test('Berlin to Munich, 2 km: finds the same as brute force in few searches', async () => {
		const found = await find(BERLIN_MUNICH, 2000);
		expectAll(found, BERLIN_MUNICH, 2000);
		expect(found.length).toBeGreaterThan(20);
		// 530 km, 20 km in each search.
		expect(simulator().requestCount).toBeLessThanOrEqual(28);
		expect(found[0]).toEqual({
			...simulator().locations.get(found[0]?.id ?? ''),
			metresAlongRoute: expect.any(Number) as number,
			metresFromRoute: expect.any(Number) as number,
		});
	});

	test('is the same for a LineString and a polyline of either precision', async () => {
		const points = [LEIPZIG, MUNICH];
		const found = await find(points, 5000);
		const line = { type: 'LineString', coordinates: points.map(([north, east]) => [east, north]) };
		expect(results(await along(line, { distance: 5000 }))).toEqual(found);
		expect(results(await along(JSON.stringify(line), { distance: 5000 }))).toEqual(found);
		for (const encoded of ['_jjxHw~ojAvqpR~f{C', '_mp|`Bo|hrVnznbE~nyo@']) {
			expect(results(await along(encoded, { distance: 5000 }))).toEqual(found);
		}
	});

	test('misses nothing in clusters too large for one search', async () => {
		const route: Place[] = [[52.3, 4.7], AMSTERDAM, [52.4, 5.1]];
		addCluster(simulator(), AMSTERDAM);
		map = [...simulator().locations];
		const found = await find(route, 2500);
		expectAll(found, route, 2500);
		expect(found.length).toBeGreaterThan(500);
		expect(simulator().requestCount).toBeLessThan(60);
	});

	test.each([
		['a point', [[52.5, 13.4]], 3000],
		['the same point twice', [BERLIN, BERLIN], 3000],
		['a point in a cluster', [OSLO], 900],
		['a point next to a cluster', [[59.92, 10.74]], 1500],
		['a point with a wide circle', [AMSTERDAM], 40_000],
	] as [string, Place[], number][])('%s counts as a route', async (_, route, metres) => {
		const found = await find(route, metres);
		expectAll(found, route, metres);
		expect(found.length).toBeGreaterThan(0);
	});

	test('a single point needs a single search', async () => {
		await find([BERLIN], 3000);
		expect(simulator().requests.map(({ query }) => query)).toEqual([
			{ latitude: '52.52', longitude: '13.405', distance: '3001', limit: '300' },
		]);
	});

	test.each([
		[
			'eastward',
			[
				[-16.9, 179.6],
				[-16.8, 179.95],
				[-16.75, -179.8],
			],
		],
		[
			'westward',
			[
				[-16.7, -179.7],
				[-16.85, 179.9],
				[-16.9, 179.7],
			],
		],
	] as [string, Place[]][])('crosses the 180th meridian %s', async (_, route) => {
		const metres = 15_000;
		const found = await find(route, metres);
		// Turf's lines go the wrong way around the Earth here; longitudes beyond 180 keep it on course.
		const onCourse = (place: Place): Place => [place[0], (place[1] + 360) % 360];
		const due = map.filter(
			(location) =>
				Math.abs(placeOf(location)[1]) > 170 &&
				metresToRoute(onCourse(placeOf(location)), route.map(onCourse)) <= metres,
		);
		expect(found.map(({ id }) => id).sort()).toEqual(due.map(({ id }) => id).sort());
		const sides = new Set(found.map((location) => Math.sign(placeOf(location)[1])));
		expect(sides).toEqual(new Set([1, -1]));
	});

	test('20 random routes with filters: finds the same as brute force', async () => {
		const all = [...simulator().locations].filter(
			(location) => Math.abs(placeOf(location)[1]) < 40,
		);
		let count = 0;
		for (let run = 0; run < 20; run++) {
			const start = all[mix(21, run) % all.length];
			if (!start) throw new Error('The map is empty');
			const route: Place[] = [placeOf(start)];
			for (let leg = 0; leg < run; leg++) {
				const [north, east] = route[leg] ?? BERLIN;
				const turn = (mix(22, run, leg) % 628) / 100;
				const step = (mix(23, run, leg) % 100) / 250;
				route.push([north + step * Math.cos(turn), east + step * Math.sin(turn)]);
			}
			const metres = 300 + (mix(24, run) % 30_000);
			const [asked, filters] = CRITERIA[run % CRITERIA.length] ?? [{}, {}];
			const found = await find(route, metres, { filters });
			expectAll(found, route, metres, asked);
			count += found.length;
		}
		expect(count).toBeGreaterThan(200);
	});

	test('a round trip costs no more searches and returns nothing twice', async () => {
		const there = await find([LEIPZIG, MUNICH], 2000);
		const searches = simulator().requestCount;
		simulator().clearRequests();
		const back = await find([LEIPZIG, MUNICH, LEIPZIG], 2000);
		expect(back).toEqual(there);
		expect(simulator().requestCount).toBe(searches);
	});

	test('Limit returns the first locations along the route and searches no farther', async () => {
		const all = await find(BERLIN_MUNICH, 2000);
		const searches = simulator().requestCount;
		simulator().clearRequests();
		const few = { limit: 10, options: { maxConcurrent: 3 } };
		expect(await find(BERLIN_MUNICH, 2000, few)).toEqual(all.slice(0, 10));
		expect(simulator().requestCount).toBeLessThan(searches / 2);
		const usual = await runOperation(simulator(), 'location.searchRoute', {
			route: JSON.stringify(BERLIN_MUNICH),
			distance: 2000,
		});
		expect(results(usual)).toEqual(all.slice(0, 50));
	});

	test('Connectors follow the order of the locations along the route', async () => {
		const filters = { minPower: 150 };
		const found = await find(BERLIN_MUNICH, 2000, {
			filters,
			options: { filterEvsesAndConnectors: true },
		});
		const connectors = results(
			await along(BERLIN_MUNICH, { distance: 2000, filters, options: { output: 'connectors' } }),
		) as IDataObject[];
		expect(connectors.map(({ connectorId }) => connectorId)).toEqual(
			found.flatMap(({ evses }) => evses.flatMap((evse) => evse.connectors.map(({ id }) => id))),
		);
		expect(connectors[0]).not.toHaveProperty('metresAlongRoute');
	});

	test('Aggregates counts the locations in the corridor', async () => {
		const due = expected(BERLIN_MUNICH, 2000).length;
		const counted = async (options: INodeParameters) => {
			const result = await along(BERLIN_MUNICH, { distance: 2000, options });
			return results(result) as { count: number }[];
		};
		const coarse = await counted({ output: 'aggregates', aggregationPrecision: 3 });
		const usual = await counted({ output: 'aggregates' });
		for (const cells of [coarse, usual]) {
			expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(due);
		}
		expect(usual.length).toBeGreaterThan(coarse.length);
	});

	test('each search has the filters and options', async () => {
		await find([LEIPZIG, MUNICH], 2000, {
			filters: { minPower: 50 },
			options: { language: 'de', filterEvsesAndConnectors: true },
		});
		const { requests } = simulator();
		expect(requests.length).toBeGreaterThan(10);
		for (const { query, body } of requests) {
			expect(query).toMatchObject({ language: 'de', limit: '300' });
			expect(body).toEqual({
				filters: { power: 50_000 },
				options: { filterEvsesAndConnectors: true },
			});
		}
	});

	test('more than 300 locations in one spot are an error, never a partial result', async () => {
		addSpot(simulator());
		const result = await along([[10, -30]], { distance: 100 });
		expect(result.error?.message).toMatch(
			/^Could not find all locations along the route: there are 300 or more within \d metres of 10, -30, and one search returns no more than that \[item 0\]$/,
		);
		expect(simulator().requestCount).toBeLessThan(100);
	});

	describe('bad input', () => {
		const wanted =
			'"Route" must be a GeoJSON LineString, a list of [latitude, longitude] pairs, or an encoded polyline';

		test.each<[IDataObject[string], string]>([
			['', '"Route" must not be empty'],
			[null, '"Route" must not be empty'],
			['Berlin to Munich', `${wanted}, but it is "Berlin to Munich"`],
			['{"type":"LineString"', `${wanted}, but it is "{"type":"LineString""`],
			[[], `${wanted}, but it is []`],
			[[[91, 0]], `${wanted}, but it is [[91,0]]`],
			[
				{ type: 'Point', coordinates: [1, 2] },
				`${wanted}, but it is {"type":"Point","coordinates":[1,2]}`,
			],
			[5, `${wanted}, but it is 5`],
		])('the route %j is rejected', async (route, message) => {
			expectRejected(simulator(), await along(route), message);
		});

		test.each([
			[{ distance: 0 }, '"Distance (Metres)" must be a number from 1 to 500000, but it is 0'],
			[
				{ distance: 500_001 },
				'"Distance (Metres)" must be a number from 1 to 500000, but it is 500001',
			],
			[{ limit: 0 }, '"Limit" must be a whole number of at least 1, but it is 0'],
			[
				{ filters: { additional: 'x' } },
				'"Additional Filters (JSON)" must be a JSON object, but it is "x"',
			],
		])('%j is rejected', async (parameters, message) => {
			expectRejected(simulator(), await along([BERLIN], parameters), message);
		});
	});

	describe('failures', () => {
		failsReadably(simulator, 'search for locations around 52.52, 13.405', (run) =>
			along([BERLIN], {}, { items: [{ route: [[52.52, 13.405]] }], ...run }),
		);

		test('a failure half-way says how far it got and returns nothing', async () => {
			simulator().faults.add({ kind: 'status', status: 400, after: 3 });
			const result = await along(BERLIN_MUNICH, { distance: 2000, options: { maxConcurrent: 1 } });
			const { latitude = '', longitude = '' } = simulator().requests.at(-1)?.query ?? {};
			expectError(
				result,
				`Could not search for locations around ${String(latitude)}, ${String(longitude)}: Plugsurfing rejected the request as invalid (400): Bad Request. 3 searches along the route had succeeded; partial results are never returned`,
			);
			expect(simulator().requests).toHaveLength(4);
		});
	});

	describe('a location without readable coordinates', () => {
		const located = { id: 'a', coordinates: { latitude: '52.52', longitude: '13.405' } };
		const lost = [{ id: 'b' }, { id: 'c', coordinates: { latitude: 'here', longitude: 1 } }];
		const route = [[52.52, 13.405]];

		test.each([
			[lost, 2, /^2 locations without readable coordinates were left out/],
			[lost.slice(0, 1), 1, /^1 location without readable coordinates was left out/],
		])('is omitted and counted in a hint', async (locations, _count, hint) => {
			simulator().faults.add({ kind: 'withoutList', body: { locations: [...locations, located] } });
			const result = await along(undefined, {}, { items: [{ route }] });
			expect(results(result)).toMatchObject([{ id: 'a', metresFromRoute: 0 }]);
			expect(result.hints).toEqual([
				{ message: expect.stringMatching(hint) as string, location: 'outputPane' },
			]);
		});

		test('is counted over all items in one hint', async () => {
			const body = { locations: [...lost, located] };
			simulator().faults.add({ kind: 'withoutList', body, times: 'always' });
			const result = await along(undefined, {}, { items: [{ route }, { route }] });
			expect(results(result)).toHaveLength(2);
			expect(result.hints).toMatchObject([
				{ message: expect.stringMatching(/^4 locations /) as string },
			]);
		});
	});

	test('Aggregates counts 130,000 locations and more', async () => {
		let id = 0;
		const coordinates = { latitude: 52.52, longitude: 13.405 };
		const client = fakeClient({
			// Large circles have too many for one search; small ones have 90.
			request: ({ query }) =>
				Promise.resolve({
					locations: Array.from({ length: Number(query?.distance) > 200 ? 300 : 90 }, () => ({
						id: String(id++),
						coordinates,
					})),
				}),
		});
		const parameters: IDataObject = {
			route: [[52.52, 13.405]],
			'options.output': 'aggregates',
		};
		const context = { getNodeParameter: (path: string) => parameters[path] ?? null };
		const item = new ItemParameters(context as unknown as IExecuteFunctions, 0, searchRoute.fields);
		const result = searchRoute.run(item, client, { add: () => undefined });
		const pages: unknown[] = [];
		for await (const page of result as AsyncIterable<unknown>) pages.push(page);
		expect(pages).toMatchObject([[{ count: expect.any(Number) as number }]]);
		const [[{ count }]] = pages as [[{ count: number }]];
		expect(count).toBeGreaterThan(130_000);
	});
});
