import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Operation } from '../actions/operation';
import { executeInput } from './executeInput';
import { executeItems } from './executeItems';

/**
 * Runs an operation for the input items of a node: item by item, or all together if it has to see
 * them at once.
 *
 * @throws NodeApiError or NodeOperationError, unless the node continues on failure
 */
export async function executeOperation(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	return 'runAll' in operation
		? await executeInput(context, operation)
		: await executeItems(context, operation);
}
