import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import type { ItemParameters } from '../parameters/itemParameters';

/** A result that is a file. */
export class FileResult {
	constructor(
		readonly json: IDataObject,
		readonly file: { property: string; fileName: string; mimeType: string; content: Buffer },
	) {}
}

/** What an operation has for one input item: one result, the rows of a list page by page, or a file. */
export type Result = Promise<IDataObject | FileResult> | AsyncIterable<readonly IDataObject[]>;

/** What one operation is: what the user sees, and what it does for one input item. */
export interface Operation {
	value: string;
	/** As in the Operation drop-down. */
	name: string;
	/** As in the node search and in the tool description that a language model reads. */
	action: string;
	description: string;
	fields: INodeProperties[];
	run(item: ItemParameters, client: ApiClient): Result;
}

/** A group of operations on one kind of thing. */
export interface Resource {
	value: string;
	name: string;
	/** What a new node is set to. */
	defaultOperation: Operation;
	operations: Operation[];
}

/** The fields of an operation, shown only while it is chosen. */
function fieldsOf(resource: Resource, operation: Operation): INodeProperties[] {
	const show = { resource: [resource.value], operation: [operation.value] };
	return updateDisplayOptions({ show }, operation.fields);
}

/** The Operation drop-down of a resource, followed by the fields of each operation. */
export function resourceProperties(resource: Resource): INodeProperties[] {
	const options = resource.operations
		.map(({ value, name, action, description }) => ({ value, name, action, description }))
		.sort((a, b) => a.name.localeCompare(b.name));
	const chosen = resource.defaultOperation.value;
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource.value] } },
			options,
			default: chosen,
		},
		...resource.operations.flatMap((operation) => fieldsOf(resource, operation)),
	];
}
