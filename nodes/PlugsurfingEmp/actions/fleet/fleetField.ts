import type { INodeProperties } from 'n8n-workflow';

/** The Fleet ID field of the fleet operations. */
export const fleetIdField: INodeProperties = {
	displayName: 'Fleet ID',
	name: 'fleetId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. y1nNLJqb7m',
	description: 'The ID that the fleet was created with',
};

/** Resource locator for a fleet: from a list or by ID. */
export const fleetLocator: INodeProperties = {
	displayName: 'Fleet',
	name: 'fleetId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		'The fleet that the card is for, which must exist. The list shows the fleets of the first 50,000 charging keys; choose By ID for others.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a fleet…',
			typeOptions: { searchListMethod: 'searchFleets', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. y1nNLJqb7m' },
	],
};
