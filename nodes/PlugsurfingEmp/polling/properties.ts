import type { INodeProperties } from 'n8n-workflow';

import { pollEvents } from './eventTypes';
import { DAYS_BEFORE_EXPIRY } from './options';

/** The fields of the polling trigger below the credential and the poll times. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: pollEvents,
		default: ['orderCreated'],
	},
	{
		displayName: 'Days Before Expiry',
		name: 'daysBeforeExpiry',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DAYS_BEFORE_EXPIRY,
		description: 'How many days before expiry a key counts as expiring soon',
		displayOptions: { show: { events: ['chargingKeyExpiring'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Emit Existing',
				name: 'emitExisting',
				type: 'boolean',
				default: false,
				description:
					'Whether the first poll starts the workflow with all existing orders, keys and keys that expire soon. If off, the first poll only records them.',
			},
		],
	},
	{
		displayName:
			"Use one workflow for each trigger. Triggers in the same workflow can overwrite each other's saved state, and then a change can start the workflow again after a restart.",
		name: 'memoryNotice',
		type: 'notice',
		default: '',
	},
	{
		// Selects the file in __schema__ that describes the output.
		displayName: 'Operation',
		name: 'operation',
		type: 'hidden',
		default: 'poll',
	},
];
