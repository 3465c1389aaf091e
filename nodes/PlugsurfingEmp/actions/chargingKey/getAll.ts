import { chargingKeys } from '../../api/chargingKeys';
import { joinListings } from '../../api/pagination';
import { itemOptions } from '../executionOptions';
import { returnAllOrLimit } from '../listFields';
import type { ItemOperation } from '../operation';
import { chargingKeyFilter, keyFilters, selectedFleets } from './filters';

export const getAll: ItemOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many charging keys',
	description: 'Retrieve a list of the RFID keys that drivers charge with',
	fields: [...returnAllOrLimit, keyFilters, itemOptions()],
	run(item, client) {
		const keep = chargingKeyFilter(item);
		return joinListings(client, selectedFleets(item), item.limit(), (fleetId, limit) =>
			chargingKeys(client, { fleetId, limit, keep }),
		);
	},
};
