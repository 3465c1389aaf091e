import type { INodeProperties } from 'n8n-workflow';

import { rawBodyField } from '../n8nQuirks';
import { ALL_EVENTS, CHARGE_DETAIL_RECORD, eventTypes, SESSION_EVENT_CHOICES } from './eventTypes';

/** Fields of the webhook trigger, below the credential. */
export const properties: INodeProperties[] = [
	{
		displayName:
			'The URL of this trigger cannot be registered automatically. Publish the workflow, copy the <b>Production URL</b> under <b>Webhook URLs</b>, and give it to your account manager at Plugsurfing. For stage, you can enter it yourself in the Control Panel.',
		name: 'urlNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: eventTypes,
		default: ['SESSION_COMPLETE'],
	},
	{
		displayName:
			'Plugsurfing sends each session event only once: an event that n8n cannot receive or store is lost. If you must not miss any, trigger on <b>Charge Detail Record</b>, which Plugsurfing resends for 7 nights, or check open sessions with <b>Session > Get</b>.',
		name: 'sessionEventsNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { events: SESSION_EVENT_CHOICES } },
	},
	{
		displayName: 'Include Session Details',
		name: 'includeSessionDetails',
		type: 'boolean',
		default: false,
		description:
			'Whether to fetch the session that an event is about, for its status, energy and price. If it cannot be fetched, the item has "sessionError" with the reason instead.',
	},
	{
		displayName: 'Respond',
		name: 'responseMode',
		type: 'options',
		options: [
			{
				name: 'Immediately',
				value: 'onReceived',
				description: 'As soon as the workflow has started. Use this for events and records.',
			},
			{
				name: 'When Last Node Finishes',
				value: 'lastNode',
				description:
					'With the first item of the last node. Use this for real-time authorizations: Plugsurfing waits 3 seconds for the response.',
			},
		],
		default: 'onReceived',
		description: 'When and how to respond to Plugsurfing',
	},
	{
		displayName: 'Accept Unsigned Calls',
		name: 'acceptUnsigned',
		type: 'boolean',
		default: false,
		description:
			'Whether to accept calls from anyone if the credential has neither a Webhook Secret nor a Webhook Header. When off, such a workflow cannot be published, and calls are rejected.',
	},
	{
		displayName:
			'While the credential has neither a <b>Webhook Secret</b> nor a <b>Webhook Header</b>, anyone who knows the URL can start this workflow.',
		name: 'unsignedNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { acceptUnsigned: [true] } },
	},
	{
		displayName:
			"Use one workflow for each trigger. Triggers in the same workflow can overwrite each other's saved state, and then a charge detail record can start the workflow again after a restart.",
		name: 'memoryNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { events: [ALL_EVENTS, CHARGE_DETAIL_RECORD] } },
	},
	{
		// Selects the file in __schema__ that describes the output.
		displayName: 'Operation',
		name: 'operation',
		type: 'hidden',
		default: 'webhook',
	},
	rawBodyField,
];
