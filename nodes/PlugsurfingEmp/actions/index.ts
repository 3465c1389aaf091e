import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { namesByValue } from '../json';
import { CUSTOM_API_CALL } from '../n8nQuirks';
import { chargingKey } from './chargingKey';
import { fleet } from './fleet';
import { location } from './location';
import { resourceProperties, type Operation, type Resource } from './operation';
import { order } from './order';
import { product } from './product';
import { session } from './session';

const resources: Resource[] = [chargingKey, fleet, location, order, product, session];

/** Fields of the node, below the credential. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ value, name }) => ({ value, name })),
		default: 'chargingKey',
	},
	...resources.flatMap(resourceProperties),
];

/** Returns an expression for the display name of a field's value, or the value if it has none. */
function chosenName(field: string, choices: Array<{ name: string; value: string }>): string {
	const value = `$parameter["${field}"]`;
	return `((${namesByValue(choices)})[${value}] ?? ${value})`;
}

const operations = resources.flatMap((resource) => resource.operations);

/** Text below the node on the canvas, using display names: "Get Many: Charging Key". */
export const subtitle = `={{ ${chosenName('operation', operations)} + ": " + ${chosenName('resource', resources)} }}`;

/**
 * Returns the operation selected in the node.
 *
 * @throws NodeOperationError if this version of the node has no such operation.
 */
export function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = String(context.getNodeParameter('resource', 0, ''));
	const name = String(context.getNodeParameter('operation', 0, ''));
	const operation = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === name);
	if (operation) return operation;
	if ([resource, name].includes(CUSTOM_API_CALL)) {
		throw new NodeOperationError(context.getNode(), 'This node does not send Custom API Calls', {
			description: 'Use the HTTP Request node with this credential instead.',
		});
	}
	throw new NodeOperationError(
		context.getNode(),
		`This version of the node has no operation "${name}" for the resource "${resource}"`,
		{ description: 'Choose a resource and an operation again, or update the node.' },
	);
}
