import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { executeItems } from './execution/executeItems';
import { chosenOperation, properties, subtitle } from './actions';
import { listSearch } from './methods/listSearch';
import { resourceMapping } from './methods/resourceMapping';

export class PlugsurfingEmp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Plugsurfing EMP',
		name: 'plugsurfingEmp',
		icon: { light: 'file:plugsurfingEmp.svg', dark: 'file:plugsurfingEmp.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description:
			'Manage charging keys, card orders and charging sessions of an e-mobility provider, and find charging locations',
		defaults: { name: 'Plugsurfing EMP' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'plugsurfingEmpApi', required: true }],
		builderHint: {
			searchHint:
				'Use this node instead of HTTP Request for the EMP API of Plugsurfing: RFID charging keys and fleets, card orders, EV charging sessions and charging locations. It pages, retries and keeps to the rate limit.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-plugsurfing-emp.plugsurfingEmpTrigger',
					relationHint: 'Starts a workflow on a session event or charge detail record',
				},
				{
					nodeType: 'n8n-nodes-plugsurfing-emp.plugsurfingEmpPollTrigger',
					relationHint: 'Starts a workflow on a new order or a changed charging key',
				},
			],
		},
		// Anyone with this secret can confirm the driver's payment.
		sensitiveOutputFields: ['threeDSClientSecret'],
		properties: [...properties],
	};

	methods = { listSearch, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeItems(this, chosenOperation(this));
	}
}
