import { switchChargingKey } from '../../api/chargingKeys';
import { itemOptions } from '../executionOptions';
import type { ItemOperation } from '../operation';
import { chargingKeyField } from './chargingKeyField';

export const enable: ItemOperation = {
	value: 'enable',
	name: 'Enable',
	action: 'Enable a charging key',
	description: 'Allow charging with a disabled key again',
	fields: [chargingKeyField, itemOptions()],
	run: (item, client) => switchChargingKey(client, item.id('chargingKeyId'), 'enable'),
};
