import { switchChargingKey } from '../../emp/chargingKeys';
import { itemOptions } from '../effort';
import type { Operation } from '../operation';
import { chargingKeyField } from './chargingKeyField';

export const enable: Operation = {
	value: 'enable',
	name: 'Enable',
	action: 'Enable a charging key',
	description: 'Allow charging with a key again after it was disabled',
	fields: [chargingKeyField, itemOptions()],
	run: (item, emp) => switchChargingKey(emp, item.id('chargingKeyId'), 'enable'),
};
