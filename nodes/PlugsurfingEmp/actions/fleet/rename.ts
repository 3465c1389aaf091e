import { MAX_FLEET_TEXT, renameFleet } from '../../api/fleets';
import { itemOptions } from '../executionOptions';
import type { ItemOperation } from '../operation';
import { fleetIdField } from './fleetField';

export const rename: ItemOperation = {
	value: 'rename',
	name: 'Rename',
	action: 'Rename a fleet',
	description: 'Change the name of a fleet, but not its ID',
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
			hint: 'Plugsurfing does not publish the body of this request, so it is inferred. If it fails with 400, ask Plugsurfing for it and use the HTTP Request node with this credential.',
		},
		itemOptions(),
	],
	run: (item, client) =>
		renameFleet(client, item.id('fleetId'), item.string('fleetName', MAX_FLEET_TEXT)),
};
