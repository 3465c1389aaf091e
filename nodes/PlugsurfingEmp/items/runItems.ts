import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { connect } from '../emp/connect';
import type { Emp } from '../emp/request';
import { findOperation } from '../operations';
import type { Operation } from '../operations/operation';
import { failureItem, nodeFailure } from './failure';
import { ItemParameters } from './itemParameters';

function isPaged(
	result: Promise<IDataObject> | AsyncIterable<readonly IDataObject[]>,
): result is AsyncIterable<readonly IDataObject[]> {
	return Symbol.asyncIterator in result;
}

/** The results of one item, each paired with it. */
async function outcome(
	operation: Operation,
	parameters: ItemParameters,
	emp: Emp,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	const add = (json: IDataObject) => items.push({ json, pairedItem: { item: parameters.index } });

	const result = operation.run(parameters, emp);
	if (isPaged(result)) {
		for await (const rows of result) rows.forEach(add);
	} else {
		add(await result);
	}
	return items;
}

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

/**
 * Runs the node's operation for every input item. The one place that knows of several items: it
 * pairs, keeps their order, and turns what one of them threw into its error.
 */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context);
	const output: INodeExecutionData[] = [];
	let emp: Promise<Emp> | undefined;

	for (let index = 0; index < context.getInputData().length; index++) {
		try {
			emp ??= connect(context);
			const parameters = new ItemParameters(context, index, operation.fields);
			for (const item of await outcome(operation, parameters, await emp)) output.push(item);
		} catch (cause) {
			const failure = nodeFailure(context.getNode(), cause, index);
			if (!context.continueOnFail()) throw failure;
			output.push(failureItem(failure, index));
		}
	}
	return [output];
}
