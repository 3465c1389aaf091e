import { chargingKeys } from '../../api/chargingKeys';
import { listOptions } from '../executionOptions';
import { FileResult, type ItemOperation } from '../operation';
import { exportFormat, exportFormats } from './exportFormats';
import { FileContent } from './fileContent';
import { keyFilters, chargingKeyFilter } from './filters';

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
		listOptions([
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
		]),
	],
	async run(item, client) {
		const format = exportFormat(item.option('format'));
		const keepFormulas = item.boolean('options.keepFormulas');
		const fileName =
			item.optionalString('options.fileName') ??
			`charging-keys-${item.day(client.now())}.${format.value}`;
		const property = item.optionalString('options.binaryPropertyName') ?? 'data';
		const keys = chargingKeys(client, {
			fleetId: item.optionalString('filters.fleetId'),
			keep: chargingKeyFilter(item),
		});

		const content = new FileContent();
		content.add(format.head);
		let count = 0;
		for await (const page of keys) {
			let text = '';
			for (const key of page) {
				text += (count++ > 0 ? format.between : '') + format.write(key, { keepFormulas });
			}
			content.add(text);
		}
		content.add(format.tail);
		return new FileResult(
			{ fileName, format: format.value, count },
			{ property, fileName, mimeType: format.mimeType, content: content.bytes },
		);
	},
};
