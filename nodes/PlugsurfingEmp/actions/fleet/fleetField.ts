import type { INodeProperties } from 'n8n-workflow';

export const fleetIdField: INodeProperties = {
	displayName: 'Fleet ID',
	name: 'fleetId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. y1nNLJqb7m',
	description: 'The ID that the fleet was created with',
};
