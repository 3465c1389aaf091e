import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { ApiError } from '../api/http/apiError';
import { itemRanges } from './itemRanges';

export type NodeError = NodeApiError | NodeOperationError;

/**
 * Whatever an item threw, as the error that n8n shows, with the number of the item: n8n does not add
 * it. The API's errors hold no request, so no key.
 */
export function toNodeError(node: INode, cause: unknown, itemIndex?: number): NodeError {
	const failure = asNodeError(node, cause, itemIndex);
	if (itemIndex !== undefined) failure.message += ` [item ${itemIndex}]`;
	return failure;
}

function asNodeError(node: INode, cause: unknown, itemIndex?: number): NodeError {
	if (cause instanceof NodeOperationError || cause instanceof NodeApiError) {
		if (cause.context.itemIndex === itemIndex) return cause;
		// One that all items share, such as that of a node without a credential: each gets its own copy.
		const description = cause.description ?? undefined;
		return new NodeOperationError(node, cause.message, { description, itemIndex });
	}
	if (!(cause instanceof ApiError)) {
		const error = cause instanceof Error ? cause : new Error(String(cause));
		return new NodeOperationError(node, error, { itemIndex });
	}
	const { remedy, status, networkCode, mayHaveTakenEffect, sessionId, sessionStatus } =
		cause.details;
	const httpCode = status === undefined ? undefined : String(status);
	const failure = new NodeApiError(
		node,
		{},
		{
			message: cause.message,
			description: networkCode === undefined ? remedy : `${remedy} (${networkCode})`,
			itemIndex,
			httpCode,
		},
	);
	failure.context.details = { httpCode, networkCode, mayHaveTakenEffect, sessionId, sessionStatus };
	return failure;
}

/**
 * The output of an item that failed while the node is set to continue. n8n recognises exactly these
 * keys: with any other one the item would stay on the success output.
 */
export function errorItem(failure: NodeError, itemIndex: number): INodeExecutionData {
	const json: IDataObject = { error: failure.message };
	if (failure.description) json.message = failure.description;
	const known = Object.entries(failure.context.details ?? {}).filter(
		([, value]) => value !== undefined,
	);
	if (known.length > 0) json.details = Object.fromEntries(known);
	return withHiddenError({ json, pairedItem: { item: itemIndex } }, failure);
}

/**
 * n8n before 2.36 knows no details: it would leave the item on the success output. What has an error
 * goes to the error output in any case, but if it still had it afterwards n8n would replace all the
 * rest by it: hence one that is not enumerable, which n8n's copy of the item has not. n8n's version is
 * nowhere to be read, but since 2.37 its errors have this field.
 */
function withHiddenError(item: INodeExecutionData, failure: NodeError): INodeExecutionData {
	if (failure.node.onError !== 'continueErrorOutput' || 'failure' in failure) return item;
	return Object.defineProperty(item, 'error', { value: failure });
}

/** What became of each item of a run that stopped at a failure. */
export interface Stop {
	failures: Map<number, NodeError>;
	done: number[];
	untouched: number[];
}

/** The failure that a run stops with: that of the first item, and what had become of the others. */
export function stopError({ failures, done, untouched }: Stop): NodeError | undefined {
	const [index = 0, ...others] = [...failures.keys()].sort((a, b) => a - b);
	const first = failures.get(index);
	if (!first || failures.size + done.length + untouched.length === 1) return first;
	first.description = [
		first.description,
		done.length > 0 ? `Done before it stopped: ${items(done)}.` : 'No other item was done.',
		others.length > 0 ? `Also failed: ${items(others)}.` : '',
		untouched.length > 0 ? `Not started: ${items(untouched)}.` : '',
	]
		.filter(Boolean)
		.join(' ');
	return first;
}

function items(indices: number[]): string {
	return `${indices.length === 1 ? 'item' : 'items'} ${itemRanges(indices)}`;
}
