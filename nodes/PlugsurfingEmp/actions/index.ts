import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { namesByValue } from '../json';
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

/** Text below the node on the canvas, using display names: "Get Many: Charging Key". */
export const subtitle = `={{ (${namesByValue(resources.flatMap(({ operations }) => operations))})[$parameter["operation"]] + ": " + (${namesByValue(resources)})[$parameter["resource"]] }}`;

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
	throw new NodeOperationError(
		context.getNode(),
		`This version of the node has no operation "${name}" for the resource "${resource}"`,
		{ description: 'Choose a resource and an operation again, or update the node.' },
	);
}
