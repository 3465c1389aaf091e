/** An identifier as one path segment: base64-like ids contain `/`, `+` and `=`. */
export function pathSegment(id: string): string {
	return encodeURIComponent(id);
}
