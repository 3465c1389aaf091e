import type {
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { subtitle } from './webhook/eventTypes';
import { properties } from './webhook/properties';
import { webhookMethods } from './webhook/webhookMethods';
import { handleWebhook } from './webhook/handleWebhook';

export class PlugsurfingEmpTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Plugsurfing EMP Webhook Trigger',
		name: 'plugsurfingEmpTrigger',
		icon: { light: 'file:plugsurfingEmp.svg', dark: 'file:plugsurfingEmp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle,
		description:
			'Starts the workflow when Plugsurfing sends a session event, a charge detail record or another request',
		eventTriggerDescription: 'Waiting for Plugsurfing to call the test URL',
		activationMessage:
			'Send the production URL to your account manager at Plugsurfing, who registers it. From then on, calls from Plugsurfing start the workflow.',
		triggerPanel: {
			header: 'Listen for Plugsurfing events',
			executionsHelp: {
				inactive:
					'n8n cannot register the URL: your account manager at Plugsurfing does that. To try the workflow, click <b>Execute step</b> and send an event to the <b>test URL</b>. When it works, publish it and send your account manager the <b>production URL</b>.',
				active:
					'n8n cannot register the URL: your account manager at Plugsurfing does that. To try the workflow, click <b>Execute step</b> and send an event to the <b>test URL</b>. Events sent to the <b>production URL</b> start it automatically; you find them under <b>Executions</b>.',
			},
			activationHint:
				'Once published, the workflow starts whenever Plugsurfing calls the production URL',
		},
		defaults: { name: 'Plugsurfing EMP Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'plugsurfingEmpApi', required: true }],
		builderHint: {
			searchHint:
				'Use this trigger instead of Webhook for calls from Plugsurfing: it checks their signature and drops repeated charge detail records. A person at Plugsurfing has to enter its URL.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-plugsurfing-emp.plugsurfingEmp',
					relationHint: 'Gets the session or acts on it',
				},
			],
		},
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: '={{ $parameter["responseMode"] || "onReceived" }}',
				// Without this, n8n would send the text "firstEntryJson" under onReceived (2.41.1).
				responseData: '={{ $parameter["responseMode"] === "lastNode" ? "firstEntryJson" : "" }}',
				path: 'webhook',
			},
		],
		properties: [...properties],
	};

	webhookMethods = webhookMethods;

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await handleWebhook(this);
	}
}
