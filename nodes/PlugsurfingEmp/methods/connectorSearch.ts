import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { connectorsAt, nearestFirst } from '../actions/location/results';
import type { Location } from '../api/locations';
import { searchLocations, type LocationQuery } from '../api/locationSearch';
import { cityAtStart } from '../geo/cities';
import { toPoint, type Point } from '../geo/sphere';
import { label, matcher, withClient } from './dropDown';

/** Walking distance in metres. */
const DISTANCE_M = 3000;

const MAX_ENTRIES = 100;

/** Only connectors that a workflow can start. */
const STARTABLE: LocationQuery = {
	filters: { capabilities: ['REMOTE_START_STOP_CAPABLE'] },
	matchingOnly: true,
};

/** "52.52, 13.40", and the words after it. */
const WITH_POINTS = /^\s*([+-]?\d+(?:\.\d*)?)(\s*[,;\s]\s*)([+-]?\d+(?:\.\d*)?)(?:[\s,;]+(.*))?$/;

/** "52,52 13,40", as in countries with a decimal comma. */
const WITH_COMMAS = /^\s*([+-]?\d+,\d+)\s*[,;\s]\s*([+-]?\d+,\d+)(?:[\s,;]+(.*))?$/;

/** Shown as entries: the drop-down has no other place for text, and an error would remove the search box. */
const HOW_TO_SEARCH = 'Type a city or coordinates: Berlin, or 52.52, 13.40';
const UNKNOWN_CITY = 'Unknown city. Type coordinates, such as 52.52, 13.40';

interface Filter {
	point: Point;
	/** After the place. */
	words?: string;
}

/** Returns the typed place and the words after it; undefined if there is no place yet. */
function readFilter(filter: string): Filter | undefined {
	const [, northComma, eastComma, afterCommas] = WITH_COMMAS.exec(filter) ?? [];
	if (northComma && eastComma) {
		return filterAt(northComma.replace(',', '.'), eastComma.replace(',', '.'), afterCommas);
	}
	const [, north, separator, east, words] = WITH_POINTS.exec(filter) ?? [];
	// "52,52" may be the beginning of "52,52 13,40".
	const isOneNumber = separator === ',' && !`${north}${east}`.includes('.');
	if (north && east && !isOneNumber) return filterAt(north, east, words);
	const found = cityAtStart(filter);
	return found && { point: found.centre, words: found.rest };
}

function filterAt(north: string, east: string, words?: string): Filter | undefined {
	const point = toPoint(north, east);
	return point && { point, words };
}

/** A connector in the drop-down, and its status, which the user can filter by. */
interface ConnectorEntry extends INodeListSearchItems {
	status: unknown;
}

/**
 * Returns the entries for the connectors of a location: plug and power, operator, street, EVSE. Without the
 * status, because n8n saves the name of the chosen entry with the workflow.
 */
function entriesOf(location: Location): ConnectorEntry[] {
	const { operator, operator_display_name, address, city } = location;
	return connectorsAt(location).map(({ evse, connector: { id, standard, power } }) => ({
		// The drop-down truncates long entries, so the details that distinguish two plugs come first.
		name: label(
			[standard, typeof power === 'number' ? `${power / 1000} kW` : ''].filter(Boolean).join(' '),
			operator_display_name ?? operator?.name,
			label(address, city).replace(' · ', ', '),
			evse.evse_id,
		),
		value: id,
		status: evse.status,
	}));
}

/** Lists connectors near the typed city or coordinates, nearest first. */
export async function searchConnectors(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const typed = readFilter(filter);
	if (!typed) {
		const name = /\p{L}/u.test(filter) ? UNKNOWN_CITY : HOW_TO_SEARCH;
		return { results: [{ name, value: '' }] };
	}
	const { latitude, longitude } = typed.point;
	const circle = { latitude, longitude, distance: DISTANCE_M };
	const found = await withClient(
		this,
		async (client) => await searchLocations(client, circle, STARTABLE),
	);
	const matches = matcher(typed.words);
	const entries = nearestFirst(found, typed.point)
		.flatMap(({ location }) => entriesOf(location))
		.filter(({ status, ...entry }) => matches(entry, status));
	return { results: entries.slice(0, MAX_ENTRIES).map(({ name, value }) => ({ name, value })) };
}
