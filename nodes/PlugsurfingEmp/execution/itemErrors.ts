import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { NodeError } from '../api/nodeError';
import { routeToErrorOutput } from '../n8nQuirks';

/**
 * Returns the output item for a failed input item when the node continues on errors. n8n recognizes exactly
 * these keys; with any other key the item would stay on the success output.
 */
export function errorItem(error: NodeError, itemIndex?: number): INodeExecutionData {
	const json: IDataObject = { error: error.message };
	if (error.description) json.message = error.description;
	const known = Object.entries(error.context.details ?? {}).filter(
		([, value]) => value !== undefined,
	);
	if (known.length > 0) json.details = Object.fromEntries(known);
	return routeToErrorOutput(
		{ json, ...(itemIndex !== undefined && { pairedItem: { item: itemIndex } }) },
		error,
	);
}

/** Items of a run that stopped at an error, by outcome. */
export interface Stop {
	errors: Map<number, NodeError>;
	done: number[];
	untouched: number[];
}

/** Returns the error a stopped run throws: that of the first failed item, plus the outcome of the others. */
export function stopError({ errors, done, untouched }: Stop): NodeError | undefined {
	const [index = 0, ...others] = [...errors.keys()].sort((a, b) => a - b);
	const first = errors.get(index);
	if (!first || errors.size + done.length + untouched.length === 1) return first;
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

/** Formats item numbers as ranges: "0-3, 5". */
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
