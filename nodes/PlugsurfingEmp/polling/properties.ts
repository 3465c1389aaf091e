import type { INodeProperties } from 'n8n-workflow';

import { pollEvents } from './eventTypes';

export const DAYS_BEFORE_EXPIRY = 30;

/** Everything below the credential and the poll times in the panel of the polling trigger. */
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
		description: 'How long before the end of its validity a key counts as expiring soon',
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
				displayName: 'Start with What Is There',
				name: 'emitExisting',
				type: 'boolean',
				default: false,
				description:
					'Whether the first poll treats every order and key that is there already as created or added, and every key that expires soon as found just now. Otherwise it only remembers them.',
			},
		],
	},
	{
		// Names the file in __schema__ that shows what comes out.
		displayName: 'Operation',
		name: 'operation',
		type: 'hidden',
		default: 'poll',
	},
];
