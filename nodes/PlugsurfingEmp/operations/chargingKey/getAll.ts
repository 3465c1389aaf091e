import { listChargingKeys } from '../../emp/chargingKeys';
import { returnAllOrLimit } from '../listing';
import type { Operation } from '../operation';
import { keyFilters, wantedKey } from './keyFilters';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many charging keys',
	description: 'Retrieve a list of the RFID keys that drivers charge with',
	fields: [...returnAllOrLimit, keyFilters],
	run: (item, emp) =>
		listChargingKeys(
			emp,
			{ fleetId: item.optionalText('filters.fleetId') },
			{ limit: item.limit(), keep: wantedKey(item) },
		),
};
