import type { INodeProperties } from 'n8n-workflow';

/** Resource locator for a charging key: from a list or by identifier. */
export const chargingKeyField: INodeProperties = {
	displayName: 'Charging Key',
	name: 'chargingKeyId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a charging key…',
			typeOptions: { searchListMethod: 'searchChargingKeys', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 3633e0e0',
			hint: 'The key identifier, exactly as it was when the key was created',
		},
	],
};
