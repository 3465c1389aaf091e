const HEXADECIMAL_BYTES = /^([0-9a-f]{2})+$/i;

/** Separators in printed chip numbers, such as 04:A3:0B. */
const SEPARATORS = /[\s:._-]/g;

/** 1.23457E+15, which has lost digits. 04E12345 is a proper identifier. */
const SHORTENED_NUMBER = /^\s*\d+([.,]\d+e[+-]?|e\+)\d+\s*$/i;

/** Returns what is wrong with text that should be hexadecimal bytes, as "must …"; undefined if it is valid. */
export function expectedHexadecimalBytes(text: string): string | undefined {
	if (HEXADECIMAL_BYTES.test(text)) return undefined;
	if (SHORTENED_NUMBER.test(text)) {
		return 'must not be a number that a spreadsheet has shortened: format its column as text and enter the identifier again';
	}
	const digits = text.replace(SEPARATORS, '');
	return digits !== text && HEXADECIMAL_BYTES.test(digits)
		? `must have no spaces, colons or dashes: enter "${digits}"`
		: 'must be an even number of hexadecimal digits (0-9, a-f)';
}
