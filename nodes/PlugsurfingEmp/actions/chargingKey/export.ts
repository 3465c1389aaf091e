import { chargingKeys, type ChargingKey } from '../../api/chargingKeys';
import { inOrder } from '../../api/concurrency';
import { itemOptions } from '../executionOptions';
import { FileResult, type ItemOperation } from '../operation';
import { exportFormat, exportFormats, type ExportFormat, type WriteOptions } from './exportFormats';
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
	fields: [
		{
			displayName: 'Format',
			name: 'format',
			type: 'options',
			options: exportFormats.map(({ name, value, description }) => ({ name, value, description })),
			default: 'csv',
			description: 'The format of the file',
		},
		keyFilters,
		itemOptions(
			[
				{
					displayName: 'File Name',
					name: 'fileName',
					type: 'string',
					default: '',
					placeholder: 'e.g. charging-keys.csv',
					description: 'If empty, "charging-keys" and today\'s date',
				},
				{
					displayName: 'Keep Formulas',
					name: 'keepFormulas',
					type: 'boolean',
					default: false,
					description:
						'Whether to leave CSV cells that start with =, +, - or @ unchanged. Spreadsheets may run them as formulas, so by default they get a leading apostrophe.',
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
		const format = exportFormat(item.option('format'));
		const keepFormulas = item.boolean('options.keepFormulas');
		const fileName =
			item.optionalString('options.fileName') ??
			`charging-keys-${item.day(client.now())}.${format.value}`;
		const property = item.optionalString('options.binaryPropertyName') ?? 'data';
		const keep = chargingKeyFilter(item);
		const fleets = selectedFleets(item);
		const write = (fleetId: string) => {
			const head = fleetId === fleets[0] ? format.head : '';
			return writeKeys(chargingKeys(client, { fleetId, keep }), format, head, { keepFormulas });
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
			{ fileName, format: format.value, count },
			{ property, fileName, mimeType: format.mimeType, content: content.bytes },
		);
	},
};

/** The keys in a format, preceded by `head`, and how many they are. */
async function writeKeys(
	keys: AsyncIterable<ChargingKey[]>,
	format: ExportFormat,
	head: string,
	options: WriteOptions,
): Promise<{ content: FileContent; count: number }> {
	const content = new FileContent();
	content.add(head);
	let count = 0;
	for await (const page of keys) {
		let text = '';
		for (const key of page) {
			text += (count++ > 0 ? format.between : '') + format.write(key, options);
		}
		content.add(text);
	}
	return { content, count };
}
