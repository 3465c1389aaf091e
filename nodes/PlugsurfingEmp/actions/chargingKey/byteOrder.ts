/**
 * The same bytes from last to first, as hexadecimal digits. Readers print a chip's number in either
 * order, and the API shows an example in which it comes back reversed (docs/api-facts.md#identifiers-and-byte-order).
 * Its own file because reading a key and Sync must agree on it.
 */
export function reversedBytes(hexadecimal: string): string {
	let reversed = '';
	for (let end = hexadecimal.length; end > 0; end -= 2) {
		reversed += hexadecimal.slice(Math.max(0, end - 2), end);
	}
	return reversed;
}
