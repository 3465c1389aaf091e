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

/** The result for one input item: an object, a file, or the rows of a list, page by page. */
export type Result = Promise<IDataObject | FileResult> | AsyncIterable<readonly IDataObject[]>;

/** Collects hints that n8n shows with the output of a run. */
export interface RunHints {
	/** Adds to the count of a hint. Each message yields one hint per run, with the total over all items. */
	add(count: number, message: (total: number) => string): void;
}

/** What the user sees of an operation in the editor. */
interface OperationDescription {
	value: string;
	/** Label in the Operation drop-down. */
	name: string;
	/** Shown in node search and in the tool description that a language model reads. */
	action: string;
	description: string;
	fields: INodeProperties[];
}

/** An operation that processes each input item independently. */
export interface ItemOperation extends OperationDescription {
	run(item: ItemParameters, client: ApiClient, hints: RunHints): Result;
}

/** Any operation. One that needs all input items together would be a second type in this union. */
export type Operation = ItemOperation;

/** A resource of the API with its operations. */
export interface Resource {
	value: string;
	name: string;
	/** Selected in a new node. */
	defaultOperation: Operation;
	operations: Operation[];
}

/** Fields of an operation, shown only while it is selected. */
function fieldsOf(resource: Resource, operation: Operation): INodeProperties[] {
	const show = { resource: [resource.value], operation: [operation.value] };
	return updateDisplayOptions({ show }, operation.fields);
}

/** The Operation drop-down of a resource, followed by the fields of each operation. */
export function resourceProperties(resource: Resource): INodeProperties[] {
	const options = resource.operations
		.map(({ value, name, action, description }) => ({ value, name, action, description }))
		.sort((a, b) => a.name.localeCompare(b.name));
	const selected = resource.defaultOperation.value;
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource.value] } },
			options,
			default: selected,
		},
		...resource.operations.flatMap((operation) => fieldsOf(resource, operation)),
	];
}
