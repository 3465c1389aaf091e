import { chargingKeys } from '../../api/chargingKeys';
import { listOptions } from '../executionOptions';
import { returnAllOrLimit } from '../listFields';
import type { ItemOperation } from '../operation';
import { keyFilters, chargingKeyFilter } from './filters';

export const getAll: ItemOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many charging keys',
	description: 'Retrieve a list of the RFID keys that drivers charge with',
	fields: [...returnAllOrLimit, keyFilters, listOptions()],
	run: (item, client) =>
		chargingKeys(client, {
			fleetId: item.optionalString('filters.fleetId'),
			limit: item.limit(),
			keep: chargingKeyFilter(item),
		}),
};
