import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
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

/** How an operation appears in the editor. */
interface OperationDescription {
	value: string;
	/** Label in the Operation drop-down. */
	name: string;
	/** Shown in node search and in the tool description that a language model reads. */
	action: string;
	description: string;
	/** Text for the language model that builds workflows, in addition to the description. */
	builderHint?: INodePropertyOptions['builderHint'];
	fields: INodeProperties[];
}

/** An operation that processes each input item independently. */
export interface ItemOperation extends OperationDescription {
	run(item: ItemParameters, client: ApiClient, hints: RunHints): Result;
}

/**
 * All input items of a run, for an operation that needs them together. Takes its results and errors, so that
 * they are paired, ordered and reported like those of other operations.
 */
export interface WholeInput {
	readonly items: readonly ItemParameters[];
	/** Why the input may be incomplete, to complete "because …"; undefined if it is complete. */
	readonly partialBecause: string | undefined;
	/**
	 * Calls `read` for every item, in order; an item fails if it throws. Yields to n8n in between, and ends the
	 * run if it was cancelled.
	 *
	 * @param known becomes part of the `details` of a failed item
	 */
	readItems(
		read: (item: ItemParameters) => void,
		known?: (item: ItemParameters) => IDataObject,
	): Promise<void>;
	/** Records that an item has no result. */
	skip(item: number): void;
	/** Adds a result, for an item or without one. */
	add(json: IDataObject, item?: number): void;
	/**
	 * Records an error for items, or without an item if `items` is empty.
	 *
	 * @param known becomes part of the error item's `details`
	 */
	fail(items: readonly number[], cause: unknown, known?: IDataObject): void;
	hasFailed(): boolean;
	/** Number of error items. */
	readonly failed: number;
	isCancelled(): boolean;
	/** Ends the run if anything has failed, unless the node continues on failure. */
	stopIfFailed(): void;
	/** Sets the text that the error of a run that ends early adds about what was done. */
	onStop(describe: () => string): void;
	/** Runs tasks in order, several at the same time. Stops after a failure, unless the node continues on failure. */
	forEach<Task>(tasks: readonly Task[], work: (task: Task) => Promise<void>): Promise<void>;
	/** Shows a hint below the output. */
	hint(message: string): void;
	/** Logs the progress of a long run, at most every 10 seconds. */
	reportProgress(message: () => string): void;
	/** Logs a warning, unless the user started the run in the editor. */
	warnUnattended(message: string): void;
}

/** An operation that needs all input items at once. */
export interface InputOperation extends OperationDescription {
	runAll(input: WholeInput, client: ApiClient): Promise<void>;
}

export type Operation = ItemOperation | InputOperation;

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

/** Returns the Operation drop-down of a resource, followed by the fields of each operation. */
export function resourceProperties(resource: Resource): INodeProperties[] {
	const options = resource.operations
		.map(({ value, name, action, description, builderHint }) => ({
			value,
			name,
			action,
			description,
			...(builderHint && { builderHint }),
		}))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
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
