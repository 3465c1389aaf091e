import type { INodeProperties } from 'n8n-workflow';

import type { ItemParameters } from '../../parameters/itemParameters';
import type { CsvOptions } from './exportFormats';

const DELIMITERS: Record<string, string> = { comma: ',', semicolon: ';', tab: '\t' };

const fields: INodeProperties[] = [
	{
		displayName: 'Byte Order Mark',
		name: 'byteOrderMark',
		type: 'boolean',
		default: false,
		description:
			'Whether to start the file with a UTF-8 byte order mark. Excel needs it to show characters such as ü.',
	},
	{
		displayName: 'Delimiter',
		name: 'delimiter',
		type: 'options',
		options: [
			{ name: 'Comma', value: 'comma' },
			{
				name: 'Semicolon',
				value: 'semicolon',
				description: 'For Excel in languages with a decimal comma, such as German or French',
			},
			{ name: 'Tab', value: 'tab' },
		],
		default: 'comma',
		description: 'The character between two columns',
	},
	{
		displayName: 'Identifiers as Text',
		name: 'identifiersAsText',
		type: 'boolean',
		default: false,
		description:
			'Whether to write identifiers as ="04E12345". Spreadsheets then treat them as text and keep leading zeros. Create and Sync read this form.',
	},
	{
		displayName: 'Keep Formulas',
		name: 'keepFormulas',
		type: 'boolean',
		default: false,
		description:
			'Whether to leave CSV cells that start with =, +, - or @ unchanged. Spreadsheets may run them as formulas, so by default they get a leading apostrophe.',
	},
];

/** The options of Export that only CSV has. */
export const csvOptionFields = fields.map(
	(field): INodeProperties => ({
		...field,
		displayOptions: { show: { '/format': ['csv'] } },
	}),
);

/** Reads the options that only CSV has. */
export function readCsvOptions(item: ItemParameters): CsvOptions {
	return {
		delimiter: DELIMITERS[item.option('options.delimiter')] ?? ',',
		byteOrderMark: item.boolean('options.byteOrderMark'),
		identifiersAsText: item.boolean('options.identifiersAsText'),
		keepFormulas: item.boolean('options.keepFormulas'),
	};
}
