import type { IDataObject } from 'n8n-workflow';

import type { ChargingKey } from '../../api/chargingKeys';

/** Columns of a CSV export. Any other fields that the API returns are only in JSON. */
const CSV_COLUMNS = [
	'keyIdentifier',
	'visualNumber',
	'contractId',
	'fleetId',
	'validTo',
	'enabled',
] as const;

/** A file format for charging keys. */
export interface ExportFormat {
	name: string;
	value: string;
	description: string;
	mimeType: string;
	/** Written before the first key. */
	head: string;
	/** Written between two keys. */
	between: string;
	/** Written after the last key, or after `head` if there are no keys. */
	tail: string;
	write: (key: ChargingKey, options: WriteOptions) => string;
}

export interface WriteOptions {
	/** Do not escape cells that a spreadsheet would run as formulas. */
	keepFormulas: boolean;
}

/** Text that spreadsheets run as a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;

/** A CSV cell (RFC 4180): quoted if it contains a quote, a comma or a line break. */
function csvCell(value: IDataObject[string], { keepFormulas }: WriteOptions): string {
	if (value === undefined || value === null) return '';
	const content = typeof value === 'object' ? JSON.stringify(value) : String(value);
	const text = FORMULA.test(content) && !keepFormulas ? `'${content}` : content;
	return /["\r\n,]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

const csv: ExportFormat = {
	name: 'CSV',
	value: 'csv',
	description: 'A table for spreadsheets, with a header',
	mimeType: 'text/csv',
	head: `${CSV_COLUMNS.join(',')}\r\n`,
	between: '',
	tail: '',
	write: (key, options) =>
		`${CSV_COLUMNS.map((column) => csvCell(key[column], options)).join(',')}\r\n`,
};

const json: ExportFormat = {
	name: 'JSON',
	value: 'json',
	description: 'One array with all fields that the API returns',
	mimeType: 'application/json',
	head: '[',
	between: ',\n',
	tail: ']\n',
	write: (key) => JSON.stringify(key),
};

const ndjson: ExportFormat = {
	name: 'NDJSON',
	value: 'ndjson',
	description: 'One JSON object per line, for data pipelines',
	mimeType: 'application/x-ndjson',
	head: '',
	between: '',
	tail: '',
	write: (key) => `${JSON.stringify(key)}\n`,
};

export const exportFormats = [csv, json, ndjson];

/** The format with this value. */
export function exportFormat(value: string): ExportFormat {
	return exportFormats.find((format) => format.value === value) ?? csv;
}
