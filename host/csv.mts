import { parse } from 'csv-parse/sync';

/** Reads a comma-separated file (RFC 4180) into one record a row, keyed by the header line. */
export function readCsv(text: string): Record<string, string>[] {
	return parse<Record<string, string>>(text, { columns: true, bom: true });
}
