/** An identifier as one path segment: base64-like ids contain `/`, `+` and `=` (docs/api-facts.md#identifiers-and-byte-order). */
export function pathSegment(id: string): string {
	return encodeURIComponent(id);
}
