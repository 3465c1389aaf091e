import { at, type JsonObject } from '../host/shape.mts';
import {
	connectorsOf,
	edges,
	ENDPOINTS,
	isMissing,
	listAt,
	MAX_LOCATIONS,
	NOTHING,
	pointOf,
	rows,
	textOf,
	type Endpoint,
} from './api.mts';
import { Unclear, type Exchange } from './client.mts';
import { defaultSize, pageSizes } from './emp.mts';
import { answers, statuses, verdict, type Fact } from './fact.mts';
import { apiWord } from './redact.mts';

const FIRST_PREFIX = '/drive/v1/geosearch';
/** Large enough that a small limit is rarely right by chance. */
const FEW = 5;

function triedAt(tried: Exchange[]): string {
	return tried.map((exchange) => `${exchange.request.path}: ${statuses(exchange)}`).join(', ');
}

/** Creates the fact that an endpoint is at one of the two paths that the node tries. */
function pathFact(endpoint: Endpoint, name: string, section: string, row: string): Fact {
	const { method, end } = ENDPOINTS[endpoint];
	return {
		id: `${endpoint}-path`,
		statement: `${name} is ${method} \`/v1/geosearch${end}\` or the same after \`/emp\``,
		section,
		row,
		async check(api) {
			const { prefixes, tried } = await api.whereabouts(endpoint);
			const holds = prefixes.some((prefix) => /(\/emp)?\/v1\/geosearch$/.test(prefix));
			if (!holds && !tried.slice(0, 2).every(isMissing)) throw new Unclear(triedAt(tried));
			return verdict(holds && !prefixes.includes('/drive/v1/locations/geosearch'), triedAt(tried));
		},
	};
}

/** Creates the fact that all values of a field are known. */
function valuesFact(
	id: string,
	what: string,
	row: string,
	field: 'status' | 'power_type' | 'standard' | 'capabilities',
	known: string,
	valuesOf: (location: JsonObject) => unknown[],
): Fact {
	return {
		id,
		statement: `${what} are known: ${known.replaceAll(' ', ', ')}`,
		section: 'Location objects',
		row,
		async check(api) {
			const values = (await api.locations())
				.flatMap(valuesOf)
				.filter((value) => value !== undefined);
			if (values.length === 0) throw new Unclear('none seen');
			const words = new Set(values.map((value) => apiWord(field, value)));
			const others = [...words].filter((word) => !known.split(' ').includes(word));
			return verdict(
				others.length === 0,
				others.length > 0 ? `others: ${others.join(', ')}` : `${words.size} of them seen`,
			);
		},
	};
}

/** Creates the fact that the batch list accepts a filter: every location on the page must match. */
function batchFilter(
	id: string,
	row: string,
	parameter: string,
	choose: (page: JsonObject[]) => string | undefined,
	meets: (location: JsonObject, value: string) => boolean,
): Fact {
	return {
		id,
		statement: `The batch list takes \`${parameter}\``,
		section: 'Location batch',
		row,
		async check(api) {
			const page = rows(await api.batch(), 'locations');
			const value = choose(page);
			if (value === undefined || page.every((location) => meets(location, value))) {
				throw new Unclear('the locations of a page do not differ in it');
			}
			const exchange = await api.batch({ page_size: 100, [parameter]: value });
			if (exchange.status !== 200) return verdict(false, statuses(exchange));
			const found = rows(exchange, 'locations');
			if (found.length === 0) throw new Unclear('200 with 0');
			const wrong = found.filter((location) => !meets(location, value)).length;
			return verdict(wrong === 0, `${found.length} locations, ${wrong} of them others`);
		},
	};
}

const country = (location: JsonObject) => String(location['country']);
const updated = (location: JsonObject) => Date.parse(String(location['last_updated']));
const hasDc = (connector: JsonObject) => connector['power_type'] === 'DC';

/** Returns the least frequent value. */
function rarest(values: string[]): string | undefined {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].sort(([, a], [, b]) => a - b)[0]?.[0];
}

const searches: Fact[] = [
	{
		id: 'radius-prefix',
		statement: 'The radius search is at `/v1/geosearch/radius`, without `/emp`',
		section: 'Geosearch',
		row: 'EMP has the same path',
		async check(api) {
			const { prefixes, tried } = await api.whereabouts('radius');
			if (prefixes.length === 0) throw new Unclear(triedAt(tried));
			return verdict(prefixes.includes(FIRST_PREFIX), triedAt(tried));
		},
	},
	pathFact('rectangle', 'The rectangle search', 'Rectangle search', 'Its path is'),
	pathFact('batch', 'The list of all locations', 'Location batch', 'Its path is'),
	pathFact('location', 'A location by id', 'Location by id', 'Its path is'),
	{
		id: 'same-prefix',
		statement: 'All paths of geosearch have the same prefix',
		section: 'Inferred paths',
		row: 'All geosearch paths of a base URL',
		also: ['Inferred paths', 'Each geosearch path may exist'],
		async check(api) {
			const endpoints: Endpoint[] = ['radius', 'rectangle', 'batch', 'location'];
			const found: string[][] = [];
			for (const endpoint of endpoints) found.push((await api.whereabouts(endpoint)).prefixes);
			const known = found.filter((prefixes) => prefixes.length > 0);
			if (known.length < 2) throw new Unclear('fewer than two paths found');
			const common = known[0]?.filter((prefix) => known.every((each) => each.includes(prefix)));
			return verdict(
				common?.length !== 0,
				found
					.map((each, index) => `${endpoints[index] ?? ''}: ${each.join(' and ') || 'none'}`)
					.join(', '),
			);
		},
	},
	{
		id: 'empty-body',
		statement: 'An empty `{}` is a valid body of a search',
		section: 'Geosearch',
		row: 'An empty `{}`',
		check: answers(200, (api) => api.radius(3000, {}, {})),
	},
	{
		id: 'radius-language',
		statement: 'The radius search takes `language`',
		section: 'Geosearch',
		row: 'The radius search also takes `language`',
		check: answers(200, (api) => api.radius(3000, { language: 'de' })),
	},
	{
		id: 'limit-nearest',
		statement: `A radius search with a small limit returns the nearest`,
		section: 'Geosearch',
		row: 'The nearest locations come first',
		async check(api) {
			const { distance, locations } = await api.around();
			const all = locations.map((each) => api.distanceOf(each)).sort((a, b) => a - b);
			const few = rows(await api.radius(distance, { limit: FEW }), 'locations');
			const farthest = Math.max(...few.map((each) => api.distanceOf(each)));
			const nearer = all.filter((metres) => metres < farthest - 1).length;
			const cameBack = `${few.length} of ${all.length}, ${nearer} nearer than the farthest of them`;
			return verdict(few.length === FEW && nearer < FEW, cameBack);
		},
	},
	{
		id: 'nearest-first',
		statement: 'The nearest locations come first',
		section: 'Geosearch',
		row: 'The nearest locations come first',
		async check(api) {
			const distances = (await api.around()).locations.map((each) => api.distanceOf(each));
			const early = distances.filter((metres, index) => metres < (distances[index - 1] ?? 0) - 1);
			return verdict(
				early.length === 0,
				`${early.length} of ${distances.length} nearer than the one before`,
			);
		},
	},
	{
		id: 'distance-metres',
		statement: '`distance` is in metres',
		section: 'Geosearch',
		row: 'Query: `latitude`',
		async check(api) {
			const { distance, locations } = await api.around();
			const beyond = locations.filter((each) => api.distanceOf(each) > distance * 1.01 + 10).length;
			return verdict(beyond === 0, `${locations.length} locations, ${beyond} of them farther`);
		},
	},
	{
		id: 'at-most-300',
		statement: 'A search returns at most 300 locations',
		section: 'Geosearch',
		row: 'Response: up to 300',
		also: ['Rectangle search', 'A response with 300'],
		async check(api) {
			const full = rows(await api.radius(100_000), 'locations').length;
			if (full < MAX_LOCATIONS) throw new Unclear(`${full} locations within 100 km`);
			const more = await api.radius(100_000, { limit: MAX_LOCATIONS + 1 });
			const { length } = listAt(more.body, 'locations');
			return verdict(
				full === MAX_LOCATIONS && length <= MAX_LOCATIONS,
				`no limit: ${full}, limit 301: ${statuses(more)} with ${length}`,
			);
		},
	},
	{
		id: 'wide-radius',
		statement: 'A search of 200 km around a point is allowed',
		section: 'Geosearch',
		row: 'The largest `distance`',
		check: answers(200, (api) => api.radius(200_000, { limit: 1 })),
	},
	{
		id: 'one-connector',
		statement: 'A location matches if one of its connectors meets all filters',
		section: 'Geosearch',
		row: 'A location matches if one',
		async check(api) {
			const filters = { powerType: 'DC', power: 50_000, connectorStandards: ['Combo'] };
			const found = rows(await api.radius(100_000, {}, { filters }), 'locations');
			if (found.length === 0) throw new Unclear('no such location within 100 km');
			const matches = (connector: JsonObject) =>
				hasDc(connector) &&
				Number(connector['power']) >= 50_000 &&
				connector['standard'] === 'Combo';
			const wrong = found.filter((each) => !connectorsOf([each]).some(matches)).length;
			return verdict(wrong === 0, `${found.length} locations, ${wrong} of them without`);
		},
	},
	{
		id: 'unknown-filter',
		statement: 'Unknown filters are ignored',
		section: 'Geosearch',
		row: 'A location matches if one',
		async check(api) {
			const { distance, locations } = await api.around();
			const exchange = await api.radius(distance, {}, { filters: { verifyApi: true } });
			const { length } = listAt(exchange.body, 'locations');
			return verdict(
				length === locations.length,
				`${statuses(exchange)} with ${length} of ${locations.length}`,
			);
		},
	},
	{
		id: 'search-no-price',
		statement: 'Search results have no prices',
		section: 'Geosearch',
		row: 'Search results have no prices',
		async check(api) {
			const connectors = connectorsOf((await api.around()).locations);
			if (connectors.length === 0) throw new Unclear('no connectors');
			const withPrice = connectors.filter((connector) => 'price' in connector).length;
			return verdict(
				withPrice === 0,
				`${withPrice} of ${connectors.length} connectors with a price`,
			);
		},
	},
	{
		id: 'edge-inside',
		statement: 'A location on the edge of a rectangle is inside',
		section: 'Rectangle search',
		row: 'Whether a location on an edge',
		async check(api) {
			const [location] = (await api.around()).locations;
			if (!location) throw new Unclear('no location');
			const { latitude, longitude } = pointOf(location);
			const has = async (top: number, bottom: number) => {
				const query = edges(top, bottom, longitude - 0.01, longitude + 0.01);
				const found = rows(
					await api.geosearch('rectangle', { query, body: { filters: {} } }),
					'locations',
				);
				return found.some(({ id }) => id === location['id']);
			};
			if (!(await has(latitude + 0.01, latitude - 0.01)))
				throw new Unclear('not found in a rectangle');
			const [top, bottom] = [
				await has(latitude, latitude - 0.01),
				await has(latitude + 0.01, latitude),
			];
			return verdict(
				top && bottom,
				`top edge ${top ? 'in' : 'out'}, bottom edge ${bottom ? 'in' : 'out'}`,
			);
		},
	},
];

const batch: Fact[] = [
	{
		id: 'batch-list',
		statement: 'The batch lists locations under `locations`',
		section: 'Location batch',
		row: 'Locations are listed under',
		async check(api) {
			const { status, body } = await api.batch();
			if (status !== 200) throw new Unclear(`answered ${status ?? 'nothing'}`);
			const listed = Array.isArray(at(body, 'locations'));
			return verdict(
				listed,
				listed ? `${listAt(body, 'locations').length} locations` : 'another name',
			);
		},
	},
	{
		id: 'batch-page-size',
		statement: 'The page size of the batch is called `page_size`',
		section: 'Location batch',
		row: 'The page size is called `page_size`',
		async check(api) {
			const usual = rows(await api.batch({}), 'locations').length;
			if (usual <= 10) throw new Unclear(`${usual} locations in all`);
			const exchange = await api.batch({ page_size: 10 });
			const { length } = listAt(exchange.body, 'locations');
			return verdict(
				exchange.status === 200 && length === 10,
				`without: ${usual}, 10: ${statuses(exchange)} with ${length}`,
			);
		},
	},
	{
		id: 'batch-default',
		statement: '50 locations per page by default',
		section: 'Location batch',
		row: 'Pages have 10 to 500',
		check: defaultSize(50, (api) => api.batch({}), 'locations'),
	},
	{
		id: 'batch-pages',
		statement: 'Pages of 10 and 500 locations are allowed',
		section: 'Location batch',
		row: 'Pages have 10 to 500',
		check: pageSizes([10, 500], (api, page_size) => api.batch({ page_size }), 'locations'),
	},
	{
		id: 'batch-order',
		statement: 'The batch is ordered by the time of the last update',
		section: 'Location batch',
		row: 'A list of all locations exists',
		async check(api) {
			const times = rows(await api.batch(), 'locations').map(updated);
			if (times.length < 2) throw new Unclear('fewer than two locations');
			const early = times.filter(
				(time, index) => !(time >= (times[index - 1] ?? -Infinity)),
			).length;
			return verdict(early === 0, `${early} of ${times.length} older than the one before`);
		},
	},
	batchFilter(
		'batch-countries',
		'That parameter is called `countries`',
		'countries',
		(page) => rarest(page.map(country)),
		(location, value) => country(location) === value,
	),
	batchFilter(
		'batch-updated',
		'`cursor`, `last_updated`',
		'last_updated',
		(page) => {
			const time = updated(page[Math.floor(page.length / 2)] ?? {});
			return Number.isNaN(time) ? undefined : new Date(time).toISOString();
		},
		(location, value) => updated(location) > Date.parse(value),
	),
	batchFilter(
		'batch-power',
		'`cursor`, `last_updated`',
		'power_type',
		() => 'DC',
		(location) => connectorsOf([location]).some(hasDc),
	),
];

const byId: Fact[] = [
	{
		id: 'location-prices',
		statement: 'A location by id has prices',
		section: 'Location by id',
		row: 'Prices come only here',
		async check(api) {
			const ids = (await api.locations()).slice(0, 3).map((each) => textOf(each, 'id'));
			let connectors: JsonObject[] = [];
			for (const locationId of ids) {
				const { status, body } = await api.geosearch('location', { params: { locationId } });
				if (status === 200)
					connectors = connectors.concat(connectorsOf([{ evses: at(body, 'evses') }]));
			}
			if (connectors.length === 0) throw new Unclear('no connectors');
			const withPrice = connectors.filter((connector) => 'price' in connector).length;
			return verdict(withPrice > 0, `${withPrice} of ${connectors.length} connectors`);
		},
	},
	{
		id: 'key-or-fleet',
		statement: 'A location by id takes `keyIdentifier`, but not together with `fleetId`',
		section: 'Location by id',
		row: '`keyIdentifier` or `fleetId`',
		async check(api) {
			const locationId = textOf((await api.locations())[0], 'id');
			const key = (await api.keys()).find(({ fleetId }) => fleetId);
			const [keyIdentifier, fleetId] = [textOf(key, 'keyIdentifier'), textOf(key, 'fleetId')];
			const ask = (query: Record<string, string>) =>
				api.geosearch('location', { params: { locationId }, query });
			const [one, both] = [await ask({ keyIdentifier }), await ask({ keyIdentifier, fleetId })];
			return verdict(
				one.status === 200 && both.status === 400,
				`key: ${statuses(one)}, both: ${statuses(both)}`,
			);
		},
	},
	{
		id: 'location-404',
		statement: 'A location that does not exist gets 404',
		section: 'Inferred paths',
		row: 'A search or the batch never gets 404',
		check: answers(404, (api) => api.geosearch('location', { params: { locationId: NOTHING } })),
	},
];

const evses = (location: JsonObject) => listAt(location, 'evses');
const connectors = (location: JsonObject) => connectorsOf([location]);

const objects: Fact[] = [
	valuesFact(
		'evse-statuses',
		'The statuses of EVSEs',
		'Further EVSE statuses',
		'status',
		'AVAILABLE OCCUPIED CHARGING BLOCKED RESERVED INOPERATIVE OFFLINE OUTOFORDER UNAVAILABLE UNKNOWN',
		(location) => evses(location).map(({ status }) => status),
	),
	valuesFact(
		'power-types',
		'The power types of connectors',
		'`power_type` of a connector',
		'power_type',
		'AC_1_PHASE AC_3_PHASE DC',
		(location) => connectors(location).map(({ power_type }) => power_type),
	),
	valuesFact(
		'standards',
		'The standards of connectors',
		'Further standards',
		'standard',
		'Type1 Type2 Type3 Combo Chademo Schuko Tesla CeeBlue CeeRed',
		(location) => connectors(location).map(({ standard }) => standard),
	),
	valuesFact(
		'capabilities',
		'The capabilities of EVSEs',
		'Capabilities include',
		'capabilities',
		'REMOTE_START_STOP_CAPABLE RESERVABLE PLUG_AND_CHARGE_CAPABLE CHARGING_PROFILE_CAPABLE',
		(location) =>
			evses(location).flatMap(({ capabilities }): unknown[] =>
				Array.isArray(capabilities) ? capabilities : [],
			),
	),
];

export const LOCATION_FACTS: Fact[] = [...searches, ...batch, ...byId, ...objects];
