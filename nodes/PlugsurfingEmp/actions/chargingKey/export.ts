import { chargingKeys, type ChargingKey } from '../../api/chargingKeys';
import { inOrder } from '../../api/concurrency';
import type { ItemParameters } from '../../parameters/itemParameters';
import { itemOptions } from '../executionOptions';
import { FileResult, type ItemOperation } from '../operation';
import { csvOptionFields, readCsvOptions } from './csvOptions';
import { csvFormat, jsonFormat, ndjsonFormat, type ExportFormat } from './exportFormats';
import { FileContent } from './fileContent';
import { chargingKeyFilter, keyFilters, selectedFleets } from './filters';

/** Files are large, and n8n keeps those of all items until the run ends. */
const MAX_CONCURRENT = 3;

export const exportKeys: ItemOperation = {
	value: 'export',
	name: 'Export',
	action: 'Export charging keys to a file',
	description:
		'Write all charging keys, or those that match the filters, to one file. Handles a million keys.',
	builderHint: {
		propertyHint:
			'Returns a file in the binary field data. Prefer it to Get Many and Convert to File.',
	},
	fields: [
		{
			displayName: 'Format',
			name: 'format',
			type: 'options',
			options: [
				{ name: 'CSV', value: 'csv', description: 'A table for spreadsheets, with a header' },
				{
					name: 'JSON',
					value: 'json',
					description: 'One array with all fields that the API returns',
				},
				{
					name: 'NDJSON',
					value: 'ndjson',
					description: 'One JSON object per line, for data pipelines',
				},
			],
			default: 'csv',
			description: 'The format of the file',
		},
		keyFilters,
		itemOptions(
			[
				...csvOptionFields,
				{
					displayName: 'File Name',
					name: 'fileName',
					type: 'string',
					default: '',
					placeholder: 'e.g. charging-keys.csv',
					description: 'If empty, "charging-keys" and today\'s date',
				},
				{
					displayName: 'Put Output File in Field',
					name: 'binaryPropertyName',
					type: 'string',
					default: 'data',
					hint: 'The name of the output binary field to put the file in',
				},
			],
			MAX_CONCURRENT,
		),
	],
	async run(item, client) {
		const formatName = item.option('format');
		const format = readFormat(formatName, item);
		const fileName =
			item.optionalString('options.fileName') ??
			`charging-keys-${item.day(client.now())}.${formatName}`;
		const property = item.optionalString('options.binaryPropertyName') ?? 'data';
		const keep = chargingKeyFilter(item);
		const fleets = selectedFleets(item);
		const write = (fleetId: string) => {
			const head = fleetId === fleets[0] ? format.head : '';
			return writeKeys(chargingKeys(client, { fleetId, keep }), format, head);
		};

		const content = new FileContent();
		let count = 0;
		for await (const part of inOrder(fleets, client.maxConcurrent, write)) {
			if (count > 0 && part.count > 0) content.add(format.between);
			content.append(part.content);
			count += part.count;
		}
		content.add(format.tail);
		return new FileResult(
			{ fileName, format: formatName, count },
			{ property, fileName, mimeType: format.mimeType, content: content.toBuffer() },
		);
	},
};

function readFormat(value: string, item: ItemParameters): ExportFormat {
	if (value === 'json') return jsonFormat;
	return value === 'ndjson' ? ndjsonFormat : csvFormat(readCsvOptions(item));
}

/** The keys in a format, preceded by `head`, and how many they are. */
async function writeKeys(
	keys: AsyncIterable<ChargingKey[]>,
	format: ExportFormat,
	head: string,
): Promise<{ content: FileContent; count: number }> {
	const content = new FileContent();
	content.add(head);
	let count = 0;
	for await (const page of keys) {
		let text = '';
		for (const key of page) {
			text += (count++ > 0 ? format.between : '') + format.write(key);
		}
		content.add(text);
	}
	return { content, count };
}
