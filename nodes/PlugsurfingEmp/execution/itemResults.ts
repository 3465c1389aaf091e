import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import { FileResult, type Operation, type Result } from '../actions/operation';
import { maxRetries } from './executionOptions';
import type { ItemParameters } from '../parameters/itemParameters';

function isPaged(result: Result): result is AsyncIterable<readonly IDataObject[]> {
	return Symbol.asyncIterator in result;
}

/** The results of one item as n8n's items, each paired with it. */
export async function itemResults(
	context: IExecuteFunctions,
	operation: Operation,
	item: ItemParameters,
	client: ApiClient,
): Promise<INodeExecutionData[]> {
	const result = operation.run(item, client.withOptions({ maxRetries: maxRetries(item) }));
	// One object for all, as n8n's own helpers have it: of 100,000 rows each would have had its own.
	const pairedItem = { item: item.index };

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
