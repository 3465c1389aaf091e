import type { IDataObject } from 'n8n-workflow';

import type { Location } from '../../api/locations';
import { toPoint, type Point } from '../../geo/sphere';
import { isRecord } from '../../json';
import { simplifyField } from '../simplifyField';
import { connectorsAt, kilowatts } from './results';

const FIELDS =
	'up to ten flat fields, such as address in one line, power in kW, free and total connectors,';

export const simplifyLocations = simplifyField(FIELDS);

export const simplifyPriced = simplifyField(FIELDS, 'The prices are only in the raw data.');

export const simplifyFound = simplifyField(FIELDS, 'Not used if Output is Aggregates.');

/** An EVSE that can be used now. The others are occupied, broken, offline or of an unknown status. */
const FREE = 'AVAILABLE';

/**
 * Returns a location as a flat table row. All locations have the same fields; unknown values are null. A
 * connector is free if its charging point (EVSE) is available; if the point has several, only one of them can
 * charge at a time.
 */
export function simplifiedLocation(location: Location): IDataObject {
	const connectors = connectorsAt(location);
	const powers = connectors.flatMap(({ connector }) => kilowatts(connector.power) ?? []);
	return {
		locationId: location.id,
		name: location.name ?? null,
		address: addressLine(location),
		...coordinatesOf(location),
		maxPowerKw: powers.length > 0 ? Math.max(...powers) : null,
		freeConnectors: connectors.filter(({ evse }) => evse.status === FREE).length,
		totalConnectors: connectors.length,
	};
}

/** Returns the connectors of a location as flat table rows with at most ten fields. */
export function simplifiedConnectors(location: Location, position: IDataObject): IDataObject[] {
	return connectorsAt(location).map(({ evse, connector }) => ({
		locationName: location.name ?? null,
		address: addressLine(location),
		standard: connector.standard ?? null,
		powerKw: kilowatts(connector.power),
		status: evse.status ?? null,
		...position,
		connectorId: connector.id ?? null,
		evseId: evse.evse_id ?? null,
		locationId: location.id,
	}));
}

/** Returns an address in one line, "Havnegata 9, 0150 Oslo, NOR"; null if unknown. */
function addressLine({ address, postal_code: postalCode, city, country }: Location): string | null {
	const place = [postalCode, city].filter(isFilled).join(' ');
	return [address, place, country].filter(isFilled).join(', ') || null;
}

function isFilled(text: unknown): text is string {
	return typeof text === 'string' && text.trim() !== '';
}

/** Returns the coordinates in degrees, as numbers. */
function coordinatesOf({ coordinates }: Location): Point | { latitude: null; longitude: null } {
	const point = isRecord(coordinates)
		? toPoint(coordinates.latitude, coordinates.longitude)
		: undefined;
	return point ?? { latitude: null, longitude: null };
}
