/**
 * Reverses bytes given as hexadecimal digits. Readers print a chip's number in either order, and in one of the
 * API's examples it is returned reversed (docs/api-facts.md#identifiers-and-byte-order). Used both to read keys
 * and by Sync.
 */
export function reversedBytes(hexadecimal: string): string {
	let reversed = '';
	for (let end = hexadecimal.length; end > 0; end -= 2) {
		reversed += hexadecimal.slice(Math.max(0, end - 2), end);
	}
	return reversed;
}
