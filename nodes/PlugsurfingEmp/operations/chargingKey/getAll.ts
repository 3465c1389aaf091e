import { chargingKeys } from '../../emp/chargingKeys';
import { pages } from '../../emp/pages';
import { listOptions } from '../effort';
import { returnAllOrLimit } from '../listing';
import type { Operation } from '../operation';
import { keyFilters, wantedKey } from './keyFilters';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many charging keys',
	description: 'Retrieve a list of the RFID keys that drivers charge with',
	fields: [...returnAllOrLimit, keyFilters, listOptions()],
	run: (item, emp) =>
		pages(chargingKeys(emp, { fleetId: item.optionalText('filters.fleetId') }), {
			limit: item.limit(),
			keep: wantedKey(item),
		}),
};
