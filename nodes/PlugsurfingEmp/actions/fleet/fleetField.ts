import type { INodeProperties } from 'n8n-workflow';

/** Shared by the operations on fleets and by Order > Create. */
export const fleetIdField: INodeProperties = {
	displayName: 'Fleet ID',
	name: 'fleetId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. y1nNLJqb7m',
	description: 'The ID that the fleet was created with',
};
