import { switchChargingKey } from '../../api/chargingKeys';
import { itemOptions } from '../executionOptions';
import type { Operation } from '../operation';
import { chargingKeyField } from './chargingKeyField';

export const disable: Operation = {
	value: 'disable',
	name: 'Disable',
	action: 'Disable a charging key',
	description:
		'Make Plugsurfing reject a key at once. A few charging networks keep lists of their own and may take longer.',
	fields: [chargingKeyField, itemOptions()],
	run: (item, client) => switchChargingKey(client, item.id('chargingKeyId'), 'disable'),
};
