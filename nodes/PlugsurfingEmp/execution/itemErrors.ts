import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { NodeError } from '../api/nodeError';

/**
 * The output of an item that failed while the node is set to continue. n8n recognises exactly these
 * keys: with any other one the item would stay on the success output.
 */
export function errorItem(failure: NodeError, itemIndex?: number): INodeExecutionData {
	const json: IDataObject = { error: failure.message };
	if (failure.description) json.message = failure.description;
	const known = Object.entries(failure.context.details ?? {}).filter(
		([, value]) => value !== undefined,
	);
	if (known.length > 0) json.details = Object.fromEntries(known);
	return withHiddenError(
		{ json, ...(itemIndex !== undefined && { pairedItem: { item: itemIndex } }) },
		failure,
	);
}

/**
 * n8n before 2.36 knows no details: it would leave the item on the success output. What has an error
 * goes to the error output in any case, but if it still had it afterwards n8n would replace all the
 * rest by it: hence one that is not enumerable, so that n8n's copy of the item does not have it. n8n's
 * version cannot be read, but since 2.37 its errors have the field `failure`.
 */
function withHiddenError(item: INodeExecutionData, failure: NodeError): INodeExecutionData {
	if (failure.node.onError !== 'continueErrorOutput' || 'failure' in failure) return item;
	return Object.defineProperty(item, 'error', { value: failure });
}

/** What became of each item of a run that stopped at an error. */
export interface Stop {
	failures: Map<number, NodeError>;
	done: number[];
	untouched: number[];
}

/** The error that a run stops with: that of the first item, and what became of the others. */
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

/** Item numbers in as few words as possible: "0-3, 5". */
export function itemRanges(indices: number[]): string {
	const ranges: Array<[first: number, last: number]> = [];
	for (const index of indices) {
		const range = ranges.at(-1);
		if (range && range[1] === index - 1) range[1] = index;
		else ranges.push([index, index]);
	}
	return ranges
		.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
		.join(', ');
}
