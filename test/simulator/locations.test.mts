import distance from '@turf/distance';

import { startSimulator, type Location, type Simulator } from '../../simulator/simulator.mts';
import { emp } from '../support/emp.mts';

const RADIUS = '/v1/geosearch/radius';
const BATCH = '/v1/geosearch/batch';
const UNLIMITED = { requestsPerMinute: 1_000_000 };

let simulator: Simulator;
let all: Location[];
beforeAll(async () => {
	simulator = await startSimulator(UNLIMITED);
	all = [...simulator.locations];
});
afterEach(() => {
	expect(simulator.contractBreaches).toEqual([]);
	simulator.reset();
});
afterAll(() => simulator.close());

type Place = readonly [latitude: number, longitude: number];
const BERLIN: Place = [52.52, 13.405];
const AMSTERDAM: Place = [52.368, 4.904];
const TAVEUNI: Place = [-16.84, 179.999];

function metresFrom([latitude, longitude]: Place, { coordinates }: Location): number {
	return distance(
		[longitude, latitude],
		[Number(coordinates.longitude), Number(coordinates.latitude)],
		{ units: 'meters' },
	);
}

interface Found {
	locations: Location[];
	aggregates?: { count: number }[];
	cursor?: string;
}

async function search(place: Place, query: object = {}, body: object = {}): Promise<Found> {
	const [latitude, longitude] = place;
	const params = { latitude, longitude, ...query };
	const { status, data } = await emp(simulator, 'POST', RADIUS, { params, data: body });
	expect(status).toBe(200);
	return data as Found;
}

async function page(query: object): Promise<Found> {
	const { status, data } = await emp(simulator, 'GET', BATCH, { params: query });
	expect(status).toBe(200);
	return data as Found;
}

function ids(locations: Location[]): string[] {
	return locations.map(({ id }) => id);
}

/** The ids of all locations within a distance, nearest first, by turf and without an index. */
function bruteForce(
	place: Place,
	metres: number,
	wanted: (location: Location) => boolean = () => true,
): string[] {
	return all
		.map((location) => ({ location, away: metresFrom(place, location) }))
		.filter(({ location, away }) => away <= metres && wanted(location))
		.sort((a, b) => a.away - b.away)
		.map(({ location }) => location.id);
}

describe('the map', () => {
	test('has 20,000 locations with ids like those of the page, each its own', () => {
		expect(all).toHaveLength(20_000);
		expect(new Set(ids(all)).size).toBe(20_000);
		const connectors = all.flatMap(({ evses }) =>
			evses.flatMap((evse) => evse.connectors.map(({ id }) => id)),
		);
		expect(new Set(connectors).size).toBe(connectors.length);
		const odd = [...ids(all), ...connectors].filter((id) => !/^[\w/+]{22}==$/.test(id));
		expect(odd).toEqual([]);
		expect(connectors.some((id) => id.includes('/') && id.includes('+'))).toBe(true);
	});
});

describe('radius', () => {
	test.each([
		['Berlin', BERLIN, 3000],
		['a large circle', BERLIN, 30_000],
		['the date line', TAVEUNI, 40_000],
		['a pole', [90, 0], 2_400_000],
		['nowhere', [0, -30], 3000],
	] as const)('around %s finds what brute force finds, nearest first', async (_, place, metres) => {
		const { locations } = await search(place, { distance: metres });
		expect(ids(locations)).toEqual(bruteForce(place, metres).slice(0, 300));
	});

	test('searches 3 km, answers up to 300 and knows no prices', async () => {
		const { locations, aggregates } = await search(AMSTERDAM);
		expect(ids(locations)).toEqual(bruteForce(AMSTERDAM, 3000).slice(0, 300));
		expect(aggregates).toBeUndefined();
		expect(JSON.stringify(locations)).not.toContain('price');
		expect((await search(AMSTERDAM, { limit: 7 })).locations).toHaveLength(7);
	});

	test('filters by what one connector has all of', async () => {
		const filters = {
			locationStatuses: ['AVAILABLE', 'RESERVED'],
			capabilities: ['REMOTE_START_STOP_CAPABLE'],
			connectorStandards: ['Combo'],
			powerType: 'DC',
			power: 150_000,
			open247: true,
		};
		const { locations } = await search(BERLIN, { distance: 20_000 }, { filters });
		const wanted = ({ opening_times, evses }: Location) =>
			opening_times?.twentyfourseven === true &&
			evses.some(
				({ status = '', capabilities = [], connectors }) =>
					filters.locationStatuses.includes(status) &&
					capabilities.includes('REMOTE_START_STOP_CAPABLE') &&
					connectors.some(({ standard, power = 0 }) => standard === 'Combo' && power >= 150_000),
			);
		expect(locations.length).toBeGreaterThan(3);
		expect(ids(locations)).toEqual(bruteForce(BERLIN, 20_000, wanted));
		expect(locations[0]).toEqual(simulator.locations.get(locations[0]?.id ?? ''));

		const options = { filterEvsesAndConnectors: true };
		const only = await search(BERLIN, { distance: 20_000 }, { filters, options });
		expect(ids(only.locations)).toEqual(ids(locations));
		for (const { evses } of only.locations) {
			for (const { status, connectors } of evses) {
				expect(filters.locationStatuses).toContain(status);
				for (const { standard } of connectors) expect(standard).toBe('Combo');
			}
		}
	});

	test('counts in cells, all of them, and smaller ones the higher the precision', async () => {
		const query = { distance: 30_000, aggregate: true, limit: 1 };
		const coarse = await search(AMSTERDAM, { ...query, aggregationPrecision: 3 });
		const fine = await search(AMSTERDAM, { ...query, aggregationPrecision: 6 });
		expect(coarse.locations).toEqual([]);
		for (const { aggregates = [] } of [coarse, fine, await search(AMSTERDAM, query)]) {
			const sum = aggregates.reduce((before, { count }) => before + count, 0);
			expect(sum).toBe(bruteForce(AMSTERDAM, 30_000).length);
		}
		expect(fine.aggregates?.length).toBeGreaterThan((coarse.aggregates?.length ?? 0) * 3);
	});

	test.each([
		[{ latitude: 91 }, {}],
		[{ longitude: 181 }, {}],
		[{ latitude: undefined }, {}],
		[{ distance: 0 }, {}],
		[{ limit: 301 }, {}],
		[{ aggregationPrecision: 10 }, {}],
		[{ language: 'xx' }, {}],
		[{ radius: 1 }, {}],
		[{}, { filters: { power: '50' } }],
		[{}, { filters: { powerType: 'ac' } }],
		[{}, { filters: { locationStatuses: 'AVAILABLE' } }],
		[{}, []],
	])('refuses the query %j with the body %j', async (query, data) => {
		const params = { latitude: 1, longitude: 1, ...query };
		expect(await emp(simulator, 'POST', RADIUS, { params, data })).toMatchObject({ status: 400 });
	});
});

describe('batch', () => {
	test('lists every location once, those updated longest ago first', async () => {
		const listed: Location[] = [];
		let cursor: string | undefined;
		do {
			const next = await page({ page_size: 500, cursor });
			listed.push(...next.locations);
			cursor = next.cursor;
		} while (cursor !== undefined);
		expect(simulator.requestCount).toBe(40);
		expect(ids(listed)).toEqual(ids(all));
		expect(listed[1234]).toEqual(all[1234]);
		const times = listed.map((location) => location.last_updated ?? '');
		expect(times).toEqual([...times].sort());
	}, 20_000);

	test('answers 50 if not told otherwise, and narrows the list', async () => {
		expect((await page({})).locations).toHaveLength(50);
		const query = { countries: 'NOR,ISL', power_type: 'AC', page_size: 500 };
		const { locations } = await page({ ...query, last_updated: all[10_000]?.last_updated });
		const wanted = all
			.slice(10_001)
			.filter(({ country }) => country === 'NOR' || country === 'ISL')
			.filter(({ evses }) =>
				evses.some(({ connectors }) =>
					connectors.some((connector) => connector.power_type?.startsWith('AC')),
				),
			);
		expect(ids(locations)).toEqual(ids(wanted.slice(0, 500)));
	});

	test.each([{ page_size: 9 }, { page_size: 501 }, { countries: 'DE' }, { power_type: 'X' }])(
		'refuses %j',
		async (params) => {
			expect(await emp(simulator, 'GET', BATCH, { params })).toMatchObject({ status: 400 });
		},
	);
});

describe('by id', () => {
	const get = (id: string, params: object = {}) =>
		emp(simulator, 'GET', `/v1/geosearch/${encodeURIComponent(id)}`, { params });

	test('answers the location with prices, for a fleet and for its keys', async () => {
		const location = all.find(({ id }) => id.includes('/') && id.includes('+'));
		const { data } = await get(location?.id ?? '');
		expect(data).toMatchObject({ id: location?.id, coordinates: location?.coordinates });
		expect(JSON.stringify(data)).toContain('"price":{');

		const [key] = simulator.chargingKeys;
		const forFleet = await get(location?.id ?? '', { fleetId: key?.fleetId });
		const forKey = await get(location?.id ?? '', { keyIdentifier: key?.keyIdentifier });
		expect(forKey.data).toEqual(forFleet.data);
		expect(forKey.data).not.toEqual(data);
	});

	test.each([
		['unknown', {}, 404],
		['', { keyIdentifier: 'a', fleetId: 'b' }, 400],
		['', { keyIdentifier: 'unknown' }, 400],
	])('%j with %j gets %i', async (id, params, status) => {
		expect(await get(id || (all[0]?.id ?? ''), params)).toMatchObject({ status });
	});
});

test('a session on a connector of the map says where it is', () => {
	const location = all[3];
	const evse = location?.evses[1] ?? location?.evses[0];
	const connectorId = evse?.connectors[0]?.id ?? '';
	const sessionId = simulator.sessions.start(connectorId, 'any');
	expect(simulator.sessions.get(sessionId)).toMatchObject({
		connectorId,
		site: location?.name,
		charger: { chargingStationName: location?.name, evseId: evse?.evse_id },
	});
	expect(simulator.locations.plug('not on the map')).toBeUndefined();
});
