import type { IDataObject } from 'n8n-workflow';

import type { Location } from '../../api/locations';
import { recordsIn } from '../../json';

/** Each connector of a location, and the charging point (EVSE) that it belongs to. */
export function connectorsAt({ evses }: Location) {
	return recordsIn(evses).flatMap((evse) =>
		recordsIn(evse.connectors).map((connector) => ({ evse, connector })),
	);
}

/** The connectors of a location, each with what somebody needs who is going to charge there. */
export function connectorsOf(location: Location): IDataObject[] {
	const { id, name, address, city, coordinates } = location;
	return connectorsAt(location).map(({ evse, connector }) => ({
		...connector,
		connectorId: connector.id,
		locationId: id,
		locationName: name,
		evseId: evse.evse_id,
		status: evse.status,
		latitude: coordinates.latitude,
		longitude: coordinates.longitude,
		address,
		city,
	}));
}
