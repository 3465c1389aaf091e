import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { connectorsAt, nearestFirst } from '../actions/location/results';
import type { Location } from '../api/locations';
import { searchLocations, type LocationQuery } from '../api/locationSearch';
import { toPoint } from '../geo/sphere';
import { label, matcher, withClient } from './dropDown';

/** Walking distance in metres. */
const DISTANCE_M = 3000;

const MAX_ENTRIES = 100;

/** Only connectors that a workflow can start. */
const STARTABLE: LocationQuery = {
	filters: { capabilities: ['REMOTE_START_STOP_CAPABLE'] },
	matchingOnly: true,
};

const COORDINATES = /^\s*([+-]?\d+(?:\.\d*)?)\s*[,;\s]\s*([+-]?\d+(?:\.\d*)?)(?:[\s,;]+(.*))?$/;

/** Shown until the user types coordinates. An error would remove the search box. */
const HOW_TO_SEARCH = 'Type coordinates first, such as 52.52,13.40';

/** The typed point and the words after it. */
function readFilter(filter: string) {
	const [, north, east, words] = COORDINATES.exec(filter) ?? [];
	const point = toPoint(north, east);
	return point && { point, words };
}

/** The entries for the connectors of a location: status, plug and power, operator, street, EVSE. */
function entriesOf(location: Location): INodeListSearchItems[] {
	const { operator, operator_display_name, address, city } = location;
	return connectorsAt(location).map(({ evse, connector: { id, standard, power } }) => ({
		// The drop-down truncates long entries, so the details that distinguish two plugs come first.
		name: label(
			evse.status,
			[standard, typeof power === 'number' ? `${power / 1000} kW` : ''].filter(Boolean).join(' '),
			operator_display_name ?? operator?.name,
			label(address, city).replace(' · ', ', '),
			evse.evse_id,
		),
		value: id,
	}));
}

/** Lists connectors near the typed coordinates, nearest first. */
export async function searchConnectors(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const typed = readFilter(filter);
	if (!typed) return { results: [{ name: HOW_TO_SEARCH, value: '' }] };
	const circle = { ...typed.point, distance: DISTANCE_M };
	const found = await withClient(
		this,
		async (client) => await searchLocations(client, circle, STARTABLE),
	);
	const entries = nearestFirst(found, typed.point)
		.flatMap(({ location }) => entriesOf(location))
		.filter(matcher(typed.words));
	return { results: entries.slice(0, MAX_ENTRIES) };
}
