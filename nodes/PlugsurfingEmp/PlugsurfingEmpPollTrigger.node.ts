import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { subtitle } from './polling/eventTypes';
import { poll } from './polling/poll';
import { properties } from './polling/properties';

export class PlugsurfingEmpPollTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Plugsurfing EMP Poll Trigger',
		name: 'plugsurfingEmpPollTrigger',
		icon: { light: 'file:plugsurfingEmp.svg', dark: 'file:plugsurfingEmp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle,
		description: 'Starts the workflow when orders or charging keys are added or change',
		triggerPanel: {
			header: 'Look for changes at Plugsurfing',
			executionsHelp: {
				inactive:
					'To try the workflow, click <b>Fetch Test Event</b>: you get an existing order or charging key for each event in <b>Trigger On</b>. When it works, publish it. The first poll then records what exists, and each later change starts the workflow.',
				active:
					'To try the workflow, click <b>Fetch Test Event</b>: you get an existing order or charging key for each event in <b>Trigger On</b>. Changes that are found at the <b>Poll Times</b> start it automatically; you find them under <b>Executions</b>.',
			},
			activationHint: 'Once published, the workflow looks for changes at the poll times',
		},
		defaults: { name: 'Plugsurfing EMP Poll Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'plugsurfingEmpApi', required: true }],
		builderHint: {
			searchHint:
				'Use this trigger instead of Schedule Trigger to act on new or updated card orders, and on charging keys that are added, changed, removed or about to expire at Plugsurfing. It remembers what it has seen.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-plugsurfing-emp.plugsurfingEmp',
					relationHint: 'Assigns the order or changes the key',
				},
			],
		},
		properties: [...properties],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
