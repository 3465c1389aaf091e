import { parse } from 'csv-parse/sync';

/** Parses CSV (RFC 4180). Returns one record per row, keyed by the header line. */
export function readCsv(text: string): Record<string, string>[] {
	return parse<Record<string, string>>(text, { columns: true, bom: true });
}
