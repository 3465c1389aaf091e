import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Location } from '../../../simulator/simulator.mts';
import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import { expectError, expectRejected, results, runOperation } from '../../engine/operation.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import {
	addCluster,
	addSpot,
	metresBetween,
	placeOf,
	type Place,
} from '../../support/bruteForce.mts';

const simulator = useSimulator({ locations: 3000, requestsPerMinute: 1_000_000 });

let map: Location[] = [];
beforeEach(() => {
	map = [...simulator().locations];
});

/** Top, bottom, left, right. */
type Edges = readonly [number, number, number, number];

const POTSDAM: Edges = [52.45, 52.35, 12.95, 13.15];
const BERLIN: Edges = [52.68, 52.34, 13.09, 13.76];
const AMSTERDAM: Edges = [52.5, 52.2, 4.6, 5.2];
const GERMANY: Edges = [55.1, 47.2, 5.8, 15.1];
const EUROPE: Edges = [70, 36, -10, 30];
const FIJI: Edges = [-15, -19, 177, -178];

function search(edges: Edges, parameters: INodeParameters = {}, run?: Partial<NodeRun>) {
	const [topLatitude, bottomLatitude, leftLongitude, rightLongitude] = edges;
	return runOperation(
		simulator(),
		'location.searchArea',
		{ topLatitude, bottomLatitude, leftLongitude, rightLongitude, ...parameters },
		run,
	);
}

async function findAll(edges: Edges, parameters: INodeParameters = {}): Promise<Location[]> {
	const result = await search(edges, { returnAll: true, ...parameters });
	expect(result.error).toBeUndefined();
	return results(result) as Location[];
}

function isInside([top, bottom, left, right]: Edges, [north, east]: Place): boolean {
	const isBetween = left < right ? east >= left && east <= right : east >= left || east <= right;
	return north <= top && north >= bottom && isBetween;
}

function middleOf([top, bottom, left, right]: Edges): Place {
	return [(top + bottom) / 2, (left + right + (left < right ? 0 : 360)) / 2];
}

/** The IDs of all locations of the map that are in the area, sorted. */
function expected(edges: Edges): string[] {
	return map
		.filter((location) => isInside(edges, placeOf(location)))
		.map(({ id }) => id)
		.sort();
}

/** Each expected location once, nearest to the middle first. */
function expectAll(found: Location[], edges: Edges): void {
	expect(found.map(({ id }) => id).sort()).toEqual(expected(edges));
	const middle = middleOf(edges);
	const metres = found.map((location) => metresBetween(middle, placeOf(location)));
	// Turf rounds differently.
	const wrong = metres.filter((here, index) => here < (metres[index - 1] ?? 0) - 0.01);
	expect(wrong).toEqual([]);
}

function ids(found: unknown[]): unknown[] {
	return found.map((location) => (location as IDataObject).id);
}

describe('Search locations in an area', () => {
	test('sends the edges, the largest limit, and no filters', async () => {
		const found = await findAll(POTSDAM);
		expectAll(found, POTSDAM);
		expect(simulator().requests).toHaveLength(1);
		expect(simulator().requests[0]).toMatchObject({
			method: 'POST',
			path: '/drive/v1/geosearch/rectangle?topLatitude=52.45&bottomLatitude=52.35&leftLongitude=12.95&rightLongitude=13.15&limit=300',
			body: { filters: {} },
		});
		expect(found[0]).toEqual(simulator().locations.get(found[0]?.id ?? ''));
	});

	test.each<[string, Edges, number]>([
		['a cluster too large for one search', AMSTERDAM, 40],
		['a country', GERMANY, 20],
		['the map', [90, -90, -180, 180], 90],
	])('%s: finds the same as brute force in few searches', async (_, edges, most) => {
		addCluster(simulator(), [52.37, 4.9]);
		map = [...simulator().locations];
		const found = await findAll(edges);
		expectAll(found, edges);
		expect(found.length).toBeGreaterThan(300);
		expect(simulator().requestCount).toBeLessThanOrEqual(most);
	});

	test.each<[string, Edges]>([
		['from the 180th meridian eastward', [-10, -20, 180, -179]],
		['up to the 180th meridian', [-10, -20, 179, -180]],
	])('%s: finds the same as brute force', async (_, edges) => {
		for (const [number, longitude] of ['180.000000', '-180.000000', '179.999999'].entries()) {
			const [model] = map;
			if (!model) throw new Error('The map is empty');
			const coordinates = { latitude: number === 0 ? '90.0' : '-16.5', longitude };
			simulator().locations.add({ ...model, id: `edge ${number}`, coordinates });
		}
		const all = [...simulator().locations];
		const found = await findAll(edges);
		const due = all.filter((location) => isInside(edges, placeOf(location)));
		expect(due.length).toBeGreaterThan(0);
		expect(ids(found).sort()).toEqual(ids(due).sort());
	});

	test('an area across the 180th meridian takes two searches', async () => {
		const found = await findAll(FIJI);
		const sides = new Set(found.map((location) => Math.sign(placeOf(location)[1])));
		expect(sides).toEqual(new Set([1, -1]));
		expectAll(found, FIJI);
		const edges = simulator().requests.map(({ query }) => [
			query.leftLongitude,
			query.rightLongitude,
		]);
		expect(edges).toEqual([
			['177', '180'],
			['-180', '-178'],
		]);
	});

	test('Limit returns the locations nearest to the middle and searches no farther', async () => {
		const all = await findAll(EUROPE);
		const searches = simulator().requestCount;
		simulator().clearRequests();
		const few = { limit: 7, options: { maxConcurrent: 3 } };
		expect(results(await search(EUROPE, few))).toEqual(all.slice(0, 7));
		expect(simulator().requestCount).toBeLessThan(searches / 2);
		expect(results(await search(EUROPE))).toEqual(all.slice(0, 50));
	});

	test('Connectors follow the order of the locations, and Limit counts connectors', async () => {
		const filters = { minPower: 150 };
		const found = await findAll(BERLIN, { filters, options: { filterEvsesAndConnectors: true } });
		const connectors = found.flatMap(({ evses }) =>
			evses.flatMap((evse) => evse.connectors.map(({ id }) => id)),
		);
		const options = { output: 'connectors' };
		const rows = results(await search(BERLIN, { filters, options, limit: 9 })) as IDataObject[];
		expect(rows.map(({ connectorId }) => connectorId)).toEqual(connectors.slice(0, 9));
		expect(rows[0]).toMatchObject({ locationId: found[0]?.id, locationName: found[0]?.name });
	});

	test.each([
		['an area', GERMANY, 1],
		['an area across the 180th meridian', FIJI, 2],
	] as const)('Aggregates counts the locations in %s', async (_, edges, requests) => {
		const options = { output: 'aggregates', aggregationPrecision: 3 };
		const cells = results(await search(edges, { options })) as { count: number }[];
		expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(expected(edges).length);
		expect(simulator().requests).toHaveLength(requests);
		expect(simulator().requests[0]?.query).toMatchObject({
			aggregate: 'true',
			aggregationPrecision: '3',
		});
		expect(simulator().requests[0]?.query).not.toHaveProperty('limit');
	});

	test('each search has the filters and options', async () => {
		await findAll(EUROPE, {
			filters: { minPower: 3 },
			options: { language: 'de', filterEvsesAndConnectors: true },
		});
		const { requests } = simulator();
		expect(requests.length).toBeGreaterThan(4);
		for (const { query, body } of requests) {
			expect(query).toMatchObject({ language: 'de', limit: '300' });
			expect(body).toEqual({
				filters: { power: 3000 },
				options: { filterEvsesAndConnectors: true },
			});
		}
	});

	test('300 or more locations in one spot are an error, never a partial result', async () => {
		addSpot(simulator());
		const result = await search([12, 9, -31, -27], { returnAll: true });
		expect(result.outputs).toEqual([]);
		expect(result.error?.message).toMatch(
			/^Could not find all locations in the area: there are 300 or more within \d metres of (10|10\.0000\d+|9\.9999\d+), -(30|30\.0000\d+|29\.9999\d+), and one search returns no more than that \[item 0\]$/,
		);
		expect(result.error?.description).toContain('Add filters');
		expect(simulator().requestCount).toBeLessThan(200);
	});

	test('a location without readable coordinates comes last', async () => {
		const located = { id: 'a', coordinates: { latitude: '52.40', longitude: '13.05' } };
		const lost = [{ id: 'b' }, { id: 'c', coordinates: { latitude: 'here', longitude: 1 } }];
		const body = { locations: [...lost, located, ...lost] };
		simulator().faults.add({ kind: 'withoutList', body });
		expect(await findAll(POTSDAM)).toEqual([located, ...lost]);
	});

	describe('bad input', () => {
		test.each<[Edges, string]>([
			[[91, 1, 2, 3], '"Top Latitude" must be a number from -90 to 90, but it is 91'],
			[[2, -91, 2, 3], '"Bottom Latitude" must be a number from -90 to 90, but it is -91'],
			[[2, 1, -181, 3], '"Left Longitude" must be a number from -180 to 180, but it is -181'],
			[[2, 1, 2, 181], '"Right Longitude" must be a number from -180 to 180, but it is 181'],
			[[1, 2, 2, 3], '"Top Latitude" must be greater than Bottom Latitude, but it is 1'],
			[[1, 1, 2, 3], '"Top Latitude" must be greater than Bottom Latitude, but it is 1'],
			[[2, 1, 3, 3], '"Right Longitude" must differ from Left Longitude, but it is 3'],
		])('the edges %j are rejected', async (edges, message) => {
			expectRejected(simulator(), await search(edges), message);
		});

		test('an empty edge and a limit of 0 are rejected', async () => {
			expectRejected(
				simulator(),
				await search(BERLIN, { topLatitude: '={{ null }}' }),
				'"Top Latitude" must not be empty',
			);
			expectRejected(
				simulator(),
				await search(BERLIN, { limit: 0 }),
				'"Limit" must be a whole number of at least 1, but it is 0',
			);
		});
	});

	describe('failures', () => {
		failsReadably(simulator, 'search for locations between 52.35, 12.95 and 52.45, 13.15', (run) =>
			search(POTSDAM, {}, run),
		);

		test('a failure half-way says how far it got, returns nothing and starts no further search', async () => {
			simulator().faults.add({ kind: 'status', status: 400, after: 3 });
			const options = { maxConcurrent: 1 };
			const result = await search(EUROPE, { returnAll: true, options });
			const { query } = simulator().requests.at(-1) ?? {};
			const corners = [
				[query?.bottomLatitude, query?.leftLongitude].join(', '),
				[query?.topLatitude, query?.rightLongitude].join(', '),
			].join(' and ');
			expectError(
				result,
				`Could not search for locations between ${corners}: Plugsurfing rejected the request as invalid (400): Bad Request. 3 searches in the area had succeeded; partial results are never returned`,
			);
			expect(simulator().requests).toHaveLength(4);
		});
	});
});
