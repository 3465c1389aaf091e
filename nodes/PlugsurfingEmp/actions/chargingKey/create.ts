import { createChargingKey } from '../../api/chargingKeys';
import { itemOptions } from '../executionOptions';
import type { ItemOperation } from '../operation';
import { additionalFields, keyIdentifierField, readKey, visualNumberField } from './keyFields';

export const create: ItemOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create a charging key',
	description: 'Register an RFID card or key fob so that a driver can charge with it',
	fields: [keyIdentifierField, visualNumberField, additionalFields, itemOptions()],
	run: (item, client) => createChargingKey(client, readKey(item)),
};
