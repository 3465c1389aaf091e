import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { createClient, type ApiClient } from '../api/client';
import { Semaphore } from '../api/concurrency';
import { toNodeError, type NodeError } from '../api/nodeError';
import type { ItemOperation, Operation } from '../actions/operation';
import { executeInput } from './executeInput';
import { readExecutionOptions } from './executionOptions';
import { hints } from './hints';
import { errorItem, stopError } from './itemErrors';
import { itemResults } from './itemResults';
import { pool } from './pool';
import { RunHintTotals } from './runHints';
import { ItemParameters } from '../parameters/itemParameters';
import { ParameterValues } from '../parameters/parameterValues';

/** Reads Max Concurrent Items from the first item: it applies to the whole run. */
function poolWidth(first: ItemParameters): number {
	try {
		return readExecutionOptions(first).maxConcurrent;
	} catch {
		return 1; // The first item reports the error when it runs.
	}
}

/**
 * Runs an operation for the input items: item by item, or all together if it needs them at once.
 *
 * @throws NodeApiError or NodeOperationError of the first failed item, unless the node is set to
 * continue on errors.
 */
export async function executeItems(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	return 'runAll' in operation
		? await executeInput(context, operation)
		: await executeEach(context, operation);
}

/**
 * Runs an operation for every input item. Keeps their order, pairs each result with its item, and converts
 * anything an item throws to that item's error.
 */
async function executeEach(
	context: IExecuteFunctions,
	operation: ItemOperation,
): Promise<INodeExecutionData[][]> {
	const count = context.getInputData().length;
	const values = new ParameterValues(context);
	const itemAt = (index: number) => new ItemParameters(context, index, operation.fields, values);

	const slots = new Semaphore(poolWidth(itemAt(0)));
	const results: INodeExecutionData[][] = [];
	const errors = new Map<number, NodeError>();
	const runHints = new RunHintTotals();
	let clientPromise: Promise<ApiClient> | undefined;

	const work = async (index: number) => {
		try {
			const item = itemAt(index);
			const { maxRetries } = readExecutionOptions(item);
			clientPromise ??= createClient(context);
			const client = (await clientPromise).withOptions({ maxRetries, slots });
			results[index] = await itemResults(context, operation.run(item, client, runHints), index);
		} catch (cause) {
			const error = toNodeError(context.getNode(), cause, index);
			results[index] = [errorItem(error, index)];
			errors.set(index, error);
		}
	};
	const stopped = () => errors.size > 0 && !context.continueOnFail();
	const cancelled = () => context.getExecutionCancelSignal()?.aborted === true;

	await pool(count, slots.size, work, () => stopped() || cancelled());

	if (stopped()) {
		const all = Array.from({ length: count }, (_, index) => index);
		throw stopError({
			errors,
			done: all.filter((index) => index in results && !errors.has(index)),
			untouched: all.filter((index) => !(index in results)),
		});
	}
	const client = await clientPromise?.catch(() => undefined);
	if (client) context.addExecutionHints(...hints(client.stats, errors.size), ...runHints.hints());
	// A single item can have many rows: do not copy them.
	return count === 1 && results[0] ? [results[0]] : [results.flat()];
}
