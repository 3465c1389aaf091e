/*
 * Spreadsheets read 04E12345 in a CSV file as a number and 00001234 as 1234, and save what they read. A formula
 * that consists of a string, ="04E12345", stays text. Spreadsheets save it as the string or, if they do not
 * calculate formulas of CSV files, unchanged. Export writes this form; Create and Sync read it.
 */

const TEXT_FORMULA = /^="((?:[^"]|"")*)"$/;

/** Excel rejects formulas with longer strings. */
const MAX_LENGTH = 255;

/** Returns `="04E12345"` for 04E12345; undefined if the text is too long for a formula. */
export function toTextFormula(text: string): string | undefined {
	return text.length > MAX_LENGTH ? undefined : `="${text.replace(/"/g, '""')}"`;
}

/** Returns 04E12345 for `="04E12345"`, and other text unchanged. */
export function fromTextFormula(text: string): string {
	const string = TEXT_FORMULA.exec(text)?.[1];
	return string === undefined ? text : string.replace(/""/g, '"');
}
