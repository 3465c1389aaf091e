import type { INodeProperties } from 'n8n-workflow';

import { chargingKey } from './chargingKey';
import { location } from './location';
import { resourceProperties, type Operation, type Resource } from './operation';
import { order } from './order';
import { session } from './session';

const resources: Resource[] = [chargingKey, location, order, session];

/** Everything below the credential in the node's panel. */
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

function namesOf(things: Array<Pick<Resource, 'value' | 'name'>>): string {
	return JSON.stringify(Object.fromEntries(things.map(({ value, name }) => [value, name])));
}

/** What stands below the node on the canvas, in the words of the panel: "Get Many: Charging Key". */
export const subtitle = `={{ (${namesOf(resources.flatMap(({ operations }) => operations))})[$parameter["operation"]] + ": " + (${namesOf(resources)})[$parameter["resource"]] }}`;

/** The operation that a node is set to, if there is such a one. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}
