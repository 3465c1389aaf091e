import { MAX_FLEET_TEXT, renameFleet } from '../../api/fleets';
import { itemOptions } from '../executionOptions';
import type { ItemOperation } from '../operation';
import { fleetIdField } from './fleetField';

export const rename: ItemOperation = {
	value: 'rename',
	name: 'Rename',
	action: 'Rename a fleet',
	description: 'Change the name of a fleet; its ID stays',
	fields: [
		fleetIdField,
		{
			displayName: 'Fleet Name',
			name: 'fleetName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Sales Berlin',
			description: `The new name, up to ${MAX_FLEET_TEXT} characters`,
			hint: 'Plugsurfing does not publish what this request must contain. If it fails with 400, ask Plugsurfing, and send it with the HTTP Request node and this credential.',
		},
		itemOptions(),
	],
	run: (item, client) =>
		renameFleet(client, item.id('fleetId'), item.string('fleetName', MAX_FLEET_TEXT)),
};
