import type { INodeProperties } from 'n8n-workflow';

/** The fleet of an operation on fleets. */
export const fleetIdField: INodeProperties = {
	displayName: 'Fleet ID',
	name: 'fleetId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. y1nNLJqb7m',
	description: 'The ID that the fleet was created with',
};

/** The fleet that something is for, to be picked. */
export const fleetLocator: INodeProperties = {
	displayName: 'Fleet',
	name: 'fleetId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		'The fleet that the card is for. It must exist. The list has the fleets of the first 50,000 charging keys; choose By ID for others.',
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
