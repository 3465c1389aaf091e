import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { createClient } from '../api/client';
import type { Location } from '../api/locations';
import { MAX_LOCATIONS, searchLocations, type LocationQuery } from '../api/locationSearch';
import { metresBetween, vectorOf } from '../geo/sphere';
import { toNodeError } from '../api/nodeError';
import { label, matcher } from './listEntry';
import { connectorsAt } from '../actions/location/results';

/** Somebody is looking at the drop-down: a failure is better shown soon. */
const RETRIES = 1;

/** As far as somebody walks to a charger, metres. */
const DISTANCE_M = 3000;

/** So many entries are enough to choose from. */
const MAX_ENTRIES = 100;

/** Others cannot be started by a workflow. */
const STARTABLE: LocationQuery = {
	filters: { capabilities: ['REMOTE_START_STOP_CAPABLE'] },
	matchingOnly: true,
};

const COORDINATES = /^\s*([+-]?\d+(?:\.\d*)?)\s*[,;\s]\s*([+-]?\d+(?:\.\d*)?)(?:[\s,;]+(.*))?$/;

/** Stands in the list until a point is typed. An error would take away the very box that is typed in. */
const HOW_TO_SEARCH = 'Type coordinates first, such as 52.52,13.40';

/** The point that was typed, and the words after it. */
function readFilter(filter: string) {
	const [, north, east, words] = COORDINATES.exec(filter) ?? [];
	if (north === undefined || east === undefined) return undefined;
	const [latitude, longitude] = [Number(north), Number(east)];
	const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
	return onEarth ? { latitude, longitude, words } : undefined;
}

/** The connectors of a location as a drop-down shows them: status, plug and power, operator, street, EVSE. */
function entriesOf(location: Location): INodeListSearchItems[] {
	const { operator, operator_display_name, address, city } = location;
	return connectorsAt(location).map(({ evse, connector: { id, standard, power } }) => ({
		// The list cuts long entries off: what tells two plugs of one charger apart comes first.
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

/** Fills the drop-down for connectors with those near the coordinates that were typed, the nearest first. */
export async function searchConnectors(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const asked = readFilter(filter);
	if (!asked) return { results: [{ name: HOW_TO_SEARCH, value: '' }] };
	const fail = (cause: unknown) => {
		throw toNodeError(this.getNode(), cause);
	};
	const client = await createClient(this).catch(fail);
	const found = await searchLocations(
		client.withOptions({ maxRetries: RETRIES }),
		{ latitude: asked.latitude, longitude: asked.longitude, distance: DISTANCE_M },
		STARTABLE,
		MAX_LOCATIONS,
	).catch(fail);
	const here = vectorOf(asked);
	const entries = found
		.map(({ location, place }) => ({ location, metres: metresBetween(here, place) }))
		.sort((a, b) => a.metres - b.metres)
		.flatMap(({ location }) => entriesOf(location))
		.filter(matcher(asked.words));
	return { results: entries.slice(0, MAX_ENTRIES) };
}
