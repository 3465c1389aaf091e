import type {
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

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
		subtitle: '={{ [$parameter["events"]].flat().join(", ") }}',
		description:
			'Starts the workflow when Plugsurfing sends a session event, a charge detail record or another request',
		eventTriggerDescription: 'Waiting for Plugsurfing to call the test URL',
		activationMessage: 'Give the production URL to Plugsurfing: your account manager enters it.',
		triggerPanel: {
			header: 'Listen for events of Plugsurfing',
			executionsHelp: {
				inactive:
					'Plugsurfing cannot be told a URL automatically: your account manager enters it. To try the workflow, click <b>Execute step</b> and send an event to the <b>test URL</b>. When it works, publish it and hand over the <b>production URL</b>.',
				active:
					'Plugsurfing cannot be told a URL automatically: your account manager enters it. To try the workflow, click <b>Execute step</b> and send an event to the <b>test URL</b>. Events sent to the <b>production URL</b> start it by themselves; look at them under <b>Executions</b>.',
			},
			activationHint:
				'Once published, the workflow starts whenever Plugsurfing calls the production URL',
		},
		defaults: { name: 'Plugsurfing EMP Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'plugsurfingEmpApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: '={{ $parameter["responseMode"] || "onReceived" }}',
				// Under On Received n8n would respond with this text itself (2.41.1).
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
