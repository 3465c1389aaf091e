import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { FileResult, type Result } from '../actions/operation';

function isPaged(result: Result): result is AsyncIterable<readonly IDataObject[]> {
	return Symbol.asyncIterator in result;
}

/** Awaits the result of an input item and converts it to output items paired with that item. */
export async function itemResults(
	context: IExecuteFunctions,
	result: Result,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	// Shared by all rows, as in n8n's own helpers, to avoid 100,000 copies.
	const pairedItem = { item: itemIndex };

	if (isPaged(result)) {
		const results: INodeExecutionData[] = [];
		for await (const rows of result) {
			for (const json of rows) results.push({ json, pairedItem });
		}
		return results;
	}
	const single = await result;
	if (!(single instanceof FileResult)) return [{ json: single, pairedItem }];

	const { property, fileName, mimeType, content } = single.file;
	const binary = await context.helpers.prepareBinaryData(content, fileName, mimeType);
	return [{ json: single.json, binary: { [property]: binary }, pairedItem }];
}
