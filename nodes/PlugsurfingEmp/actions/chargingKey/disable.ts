import { switchChargingKey } from '../../api/chargingKeys';
import { itemOptions } from '../executionOptions';
import type { ItemOperation } from '../operation';
import { chargingKeyField } from './chargingKeyField';

export const disable: ItemOperation = {
	value: 'disable',
	name: 'Disable',
	action: 'Disable a charging key',
	description:
		'Make Plugsurfing reject a key immediately. A few charging networks keep their own lists and may take longer.',
	fields: [chargingKeyField, itemOptions()],
	run: (item, client) => switchChargingKey(client, item.id('chargingKeyId'), 'disable'),
};
