import type { INodeProperties } from 'n8n-workflow';

import { eventTypes } from './eventTypes';

/** Everything below the credential in the panel of the webhook trigger. */
export const properties: INodeProperties[] = [
	{
		displayName:
			'Plugsurfing cannot be told this URL automatically. Publish the workflow, copy the <b>Production URL</b> above and give it to your account manager at Plugsurfing. For stage you can enter it in the Control Panel yourself.',
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
		displayName: 'Include Session Details',
		name: 'includeSessionDetails',
		type: 'boolean',
		default: false,
		description:
			'Whether to fetch the session that an event is about, for its status, energy and price. When it cannot be fetched the event comes without it, and "sessionError" says why.',
	},
	{
		displayName: 'Secret Encoding',
		name: 'secretEncoding',
		type: 'options',
		options: [
			{ name: 'Base64', value: 'base64', description: 'The secret is decoded before it is used' },
			{ name: 'Text', value: 'text', description: 'The secret is used as it is' },
		],
		default: 'text',
		description:
			'How the webhook secrets in the credential are written. Try Base64 if signed calls are refused although the secrets are right.',
	},
	{
		displayName:
			'Calls are checked against the <b>Webhook Secret</b> in the credential. While it is empty, anybody who knows the URL can start this workflow: ask Plugsurfing to sign its calls, and enter the secrets.',
		name: 'secretNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName:
			"Use one workflow for each trigger. Triggers in the same workflow can overwrite each other's memory, and after a restart a charge detail record can start the workflow again.",
		name: 'memoryNotice',
		type: 'notice',
		default: '',
	},
	{
		// Names the file in __schema__ that shows what comes out.
		displayName: 'Operation',
		name: 'operation',
		type: 'hidden',
		default: 'webhook',
	},
	{
		// Keeps n8n from parsing the body: broken JSON reaches the node, and who sent it is asked first.
		displayName: 'Options',
		name: 'options',
		type: 'hidden',
		default: { binaryData: true },
	},
];
