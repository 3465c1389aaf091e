import type { IDataObject } from 'n8n-workflow';

import type { ChargingKey } from '../../api/chargingKeys';
import { toTextFormula } from '../../parameters/spreadsheetText';

const IDENTIFIERS = ['keyIdentifier', 'visualNumber', 'contractId', 'fleetId'] as const;

/** Columns of a CSV export after the identifiers. Any other fields that the API returns are only in JSON. */
const OTHER_COLUMNS = ['validTo', 'enabled'] as const;

const BYTE_ORDER_MARK = '\uFEFF';

/** A file format for charging keys. */
export interface ExportFormat {
	mimeType: string;
	/** Written before the first key. */
	head: string;
	/** Written between two keys. */
	between: string;
	/** Written after the last key, or after `head` if there are no keys. */
	tail: string;
	write: (key: ChargingKey) => string;
}

export interface CsvOptions {
	/** One character between two cells. */
	delimiter: string;
	/** Start the file with a byte order mark, by which Excel recognizes UTF-8. */
	byteOrderMark: boolean;
	/** Write identifiers as `="04E12345"`, so that spreadsheets do not read them as numbers. */
	identifiersAsText: boolean;
	/** Do not escape cells that a spreadsheet would run as formulas. */
	keepFormulas: boolean;
}

/** Text that spreadsheets run as a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;

/** Returns a CSV cell (RFC 4180), quoted if it contains a quote, the delimiter or a line break. */
function quoted(text: string, delimiter: string): string {
	const needsQuotes = text.includes(delimiter) || /["\r\n]/.test(text);
	return needsQuotes ? `"${text.replace(/"/g, '""')}"` : text;
}

function cell(value: IDataObject[string], { delimiter, keepFormulas }: CsvOptions): string {
	if (value === undefined || value === null) return '';
	const content = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return quoted(FORMULA.test(content) && !keepFormulas ? `'${content}` : content, delimiter);
}

function identifierCell(value: string | undefined, options: CsvOptions): string {
	const formula = options.identifiersAsText && value ? toTextFormula(value) : undefined;
	return formula === undefined ? cell(value, options) : quoted(formula, options.delimiter);
}

/** Creates the CSV format with the given delimiter. */
export function csvFormat(options: CsvOptions): ExportFormat {
	const { delimiter, byteOrderMark } = options;
	const header = [...IDENTIFIERS, ...OTHER_COLUMNS].join(delimiter);
	return {
		mimeType: 'text/csv',
		head: `${byteOrderMark ? BYTE_ORDER_MARK : ''}${header}\r\n`,
		between: '',
		tail: '',
		write: (key) => {
			const identifiers = IDENTIFIERS.map((column) => identifierCell(key[column], options));
			const others = OTHER_COLUMNS.map((column) => cell(key[column], options));
			return `${[...identifiers, ...others].join(delimiter)}\r\n`;
		},
	};
}

export const jsonFormat: ExportFormat = {
	mimeType: 'application/json',
	head: '[',
	between: ',\n',
	tail: ']\n',
	write: (key) => JSON.stringify(key),
};

export const ndjsonFormat: ExportFormat = {
	mimeType: 'application/x-ndjson',
	head: '',
	between: '',
	tail: '',
	write: (key) => `${JSON.stringify(key)}\n`,
};
