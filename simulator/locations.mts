import { listed, queryText, type Call } from './call.mts';
import { countByCell, defaultPrecision } from './locationCells.mts';
import { filtered, hasPowerType } from './locationFilter.mts';
import { priced } from './locationPrice.mts';
import { distanceM } from './map/sphere.mts';
import {
	errorResponse,
	type Answer,
	type Location,
	type LocationFilters,
	type LocationSearch,
} from './schemas.mts';
import type { State } from './state.mts';

const DEFAULT_PAGE_SIZE = 50;
const DEFAULT_DISTANCE_M = 3000;
/** Maximum number of results (docs/api-facts.md#geosearch). */
const MAX_LOCATIONS = 300;

export function searchLocations(call: Call<LocationSearch>, { locations }: State): Answer {
	const place = {
		latitude: Number(queryText(call, 'latitude')),
		longitude: Number(queryText(call, 'longitude')),
	};
	const distance = Number(queryText(call, 'distance') ?? DEFAULT_DISTANCE_M);
	return found(call, locations.near(place, distance), distance);
}

/** Edges count as inside, and results are in map order; both are inferred. */
export function searchLocationsInRectangle(
	call: Call<LocationSearch>,
	{ locations }: State,
): Answer {
	const edge = (name: string) => Number(queryText(call, name));
	const rectangle = {
		top: edge('topLatitude'),
		bottom: edge('bottomLatitude'),
		left: edge('leftLongitude'),
		right: edge('rightLongitude'),
	};
	const { top, bottom, left, right } = rectangle;
	if (top <= bottom) return errorResponse(400, 'topLatitude must be above bottomLatitude');
	if (left >= right) return errorResponse(400, 'leftLongitude must be less than rightLongitude');
	const corner = { latitude: top, longitude: left };
	const diagonal = distanceM(corner, { latitude: bottom, longitude: right });
	return found(call, locations.within(rectangle), diagonal / 2);
}

/** Returns the response of a search, given the candidates before filtering. */
function found(
	call: Call<LocationSearch>,
	candidates: Iterable<Location>,
	radiusM: number,
): Answer {
	const { filters = {}, options = {} } = call.body;
	const matches = matching(candidates, filters, options.filterEvsesAndConnectors);
	if (queryText(call, 'aggregate') === 'true') {
		const precision = Number(queryText(call, 'aggregationPrecision') ?? defaultPrecision(radiusM));
		return { status: 200, body: { locations: [], aggregates: countByCell(matches, precision) } };
	}
	const limit = Number(queryText(call, 'limit') ?? MAX_LOCATIONS);
	const answered: Location[] = [];
	for (const location of matches) {
		answered.push(inLanguage(location, queryText(call, 'language')));
		if (answered.length === limit) break;
	}
	return { status: 200, body: { locations: answered } };
}

function* matching(
	candidates: Iterable<Location>,
	filters: LocationFilters,
	matchingOnly = false,
): Iterable<Location> {
	for (const candidate of candidates) {
		const location = filtered(candidate, filters, matchingOnly);
		if (location) yield location;
	}
}

export function listLocations(call: Call, state: State): Answer {
	const lastUpdated = queryText(call, 'last_updated');
	const countries = queryText(call, 'countries')?.split(',');
	const powerType = queryText(call, 'power_type');
	const after = lastUpdated === undefined ? -Infinity : Date.parse(lastUpdated);
	const isWanted = (location: Location) =>
		Date.parse(location.last_updated ?? '') > after &&
		(countries === undefined || countries.includes(location.country ?? '')) &&
		(powerType === undefined ||
			location.evses.some(({ connectors }) =>
				connectors.some((connector) => hasPowerType(connector, powerType)),
			));
	const size = Number(queryText(call, 'page_size') ?? DEFAULT_PAGE_SIZE);
	return listed(call, state, 'locations', { lastUpdated, countries, powerType }, (place) =>
		state.locations.page(place, size, isWanted),
	);
}

export function getLocation(call: Call, { locations, chargingKeys }: State): Answer {
	const keyIdentifier = queryText(call, 'keyIdentifier');
	const fleetId = queryText(call, 'fleetId');
	// The errors are inferred; a reseller documents that the two exclude each other.
	if (keyIdentifier !== undefined && fleetId !== undefined) {
		return errorResponse(400, 'keyIdentifier and fleetId exclude each other');
	}
	const key = keyIdentifier === undefined ? undefined : chargingKeys.get(keyIdentifier);
	if (keyIdentifier !== undefined && !key) return errorResponse(400, 'The charging key is unknown');
	const location = locations.get(call.params.locationId ?? '');
	if (!location) return errorResponse(404, 'Location not found');
	const body = priced(location, fleetId ?? key?.fleetId);
	return { status: 200, body: inLanguage(body, queryText(call, 'language')) };
}

/** Returns a location in the requested language, if any; English if a text is not translated. */
function inLanguage(location: Location, language: string | undefined): Location {
	const { directions } = location;
	if (language === undefined || !directions) return location;
	const inIt = directions.filter((text) => text.language === language);
	const inEnglish = directions.filter((text) => text.language === 'en');
	return { ...location, directions: inIt.length > 0 ? inIt : inEnglish };
}
