import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { createClient, type ApiClient } from '../api/client';
import { toNodeError, type NodeError } from '../api/nodeError';
import type { ItemOperation } from '../actions/operation';
import { readExecutionOptions } from './executionOptions';
import { hints } from './hints';
import { errorItem, stopError } from './itemErrors';
import { itemResults } from './itemResults';
import { pool } from './pool';
import { RunHintTotals } from './runHints';
import { ItemParameters } from '../parameters/itemParameters';

/** Max Concurrent Items applies to the whole run and is taken from the first item. */
function poolWidth(first: ItemParameters): number {
	try {
		return readExecutionOptions(first).maxConcurrent;
	} catch {
		return 1; // The first item reports the error itself.
	}
}

/**
 * Runs an operation for every input item. Only this function knows about several items: it keeps
 * their order, pairs results with them, and turns what one of them throws into its error.
 *
 * @throws NodeApiError or NodeOperationError of the first failed item, unless the node continues on
 * failure.
 */
export async function executeItems(
	context: IExecuteFunctions,
	operation: ItemOperation,
): Promise<INodeExecutionData[][]> {
	const count = context.getInputData().length;
	const itemAt = (index: number) => new ItemParameters(context, index, operation.fields);

	const results: INodeExecutionData[][] = [];
	const failures = new Map<number, NodeError>();
	const runHints = new RunHintTotals();
	let connecting: Promise<ApiClient> | undefined;

	const work = async (index: number) => {
		try {
			const item = itemAt(index);
			const { maxRetries } = readExecutionOptions(item);
			connecting ??= createClient(context);
			const client = (await connecting).withOptions({ maxRetries });
			results[index] = await itemResults(context, operation.run(item, client, runHints), index);
		} catch (cause) {
			const failure = toNodeError(context.getNode(), cause, index);
			results[index] = [errorItem(failure, index)];
			failures.set(index, failure);
		}
	};
	const stopped = () => failures.size > 0 && !context.continueOnFail();
	const cancelled = () => context.getExecutionCancelSignal()?.aborted === true;

	await pool(count, poolWidth(itemAt(0)), work, () => stopped() || cancelled());

	if (stopped()) {
		const all = Array.from({ length: count }, (_, index) => index);
		throw stopError({
			failures,
			done: all.filter((index) => index in results && !failures.has(index)),
			untouched: all.filter((index) => !(index in results)),
		});
	}
	const client = await connecting?.catch(() => undefined);
	if (client) context.addExecutionHints(...hints(client.stats, failures.size), ...runHints.hints());
	// The rows of a single item may be very many: do not copy them.
	return count === 1 && results[0] ? [results[0]] : [results.flat()];
}
