import type { IDataObject } from 'n8n-workflow';

import type { Location } from '../../emp/locations';

/** The connectors of a location, each with what somebody needs who is going to charge there. */
export function connectorsOf({
	id,
	name,
	address,
	city,
	coordinates,
	evses,
}: Location): IDataObject[] {
	return [evses].flat().flatMap(({ evse_id, status, connectors }) =>
		[connectors].flat().map((connector) => ({
			...connector,
			connectorId: connector.id,
			locationId: id,
			locationName: name,
			evseId: evse_id,
			status,
			latitude: coordinates.latitude,
			longitude: coordinates.longitude,
			address,
			city,
		})),
	);
}
