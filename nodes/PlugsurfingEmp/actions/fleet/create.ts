import { createFleet, MAX_FLEET_TEXT } from '../../api/fleets';
import { itemOptions } from '../executionOptions';
import type { ItemOperation } from '../operation';
import { fleetIdField } from './fleetField';

export const create: ItemOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create a fleet',
	description: 'Create a fleet that charging keys can belong to',
	fields: [
		{
			...fleetIdField,
			description: `An ID that you choose, up to ${MAX_FLEET_TEXT} characters. It cannot be changed later.`,
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Fleet Name',
					name: 'fleetName',
					type: 'string',
					default: '',
					placeholder: 'e.g. Sales Berlin',
					description: `The name that people see, up to ${MAX_FLEET_TEXT} characters`,
				},
			],
		},
		itemOptions(),
	],
	run: (item, client) =>
		createFleet(
			client,
			item.id('fleetId', MAX_FLEET_TEXT),
			item.optionalString('additionalFields.fleetName', MAX_FLEET_TEXT),
		),
};
