import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { createClient, type ApiClient } from '../api/client';
import { findOperation } from '../actions';
import type { Operation } from '../actions/operation';
import { maxConcurrent } from './executionOptions';
import { toNodeError, type NodeError } from '../api/nodeError';
import { errorItem, stopError } from './itemErrors';
import { hints } from './hints';
import { ItemParameters } from '../parameters/itemParameters';
import { pool } from './pool';
import { itemResults } from './itemResults';

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = String(context.getNodeParameter('resource', 0, ''));
	const name = String(context.getNodeParameter('operation', 0, ''));
	const operation = findOperation(resource, name);
	if (operation) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`This version of the node has no operation "${name}" for the resource "${resource}"`,
		{ description: 'Choose a resource and an operation again, or update the node.' },
	);
}

/** How many items at a time: a setting of the whole run, taken from the first item. */
function widthOf(item: ItemParameters): number {
	try {
		return maxConcurrent(item);
	} catch {
		return 1; // each item refuses the setting for itself
	}
}

/**
 * Runs the node's operation for every input item. The one place that knows of several items: it
 * keeps their order, pairs what comes out with what went in, and turns what one of them threw into
 * its error.
 */
export async function executeItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context);
	const count = context.getInputData().length;
	const itemAt = (index: number) => new ItemParameters(context, index, operation.fields);

	const results: INodeExecutionData[][] = [];
	const failures = new Map<number, NodeError>();
	let connecting: Promise<ApiClient> | undefined;

	const work = async (index: number) => {
		try {
			const item = itemAt(index);
			maxConcurrent(item);
			connecting ??= createClient(context);
			results[index] = await itemResults(context, operation, item, await connecting);
		} catch (cause) {
			const failure = toNodeError(context.getNode(), cause, index);
			results[index] = [errorItem(failure, index)];
			failures.set(index, failure);
		}
	};
	const stopped = () => failures.size > 0 && !context.continueOnFail();
	const cancelled = () => context.getExecutionCancelSignal()?.aborted === true;

	await pool(count, widthOf(itemAt(0)), work, () => stopped() || cancelled());

	if (stopped()) {
		const all = Array.from({ length: count }, (_, index) => index);
		throw stopError({
			failures,
			done: all.filter((index) => index in results && !failures.has(index)),
			untouched: all.filter((index) => !(index in results)),
		});
	}
	const client = await connecting?.catch(() => undefined);
	if (client) context.addExecutionHints(...hints(client.stats, failures.size));
	// The rows of a single item may be very many: they need no copy.
	return count === 1 && results[0] ? [results[0]] : [results.flat()];
}
