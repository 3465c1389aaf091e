import { createHash } from 'node:crypto';

/**
 * A short text that another one comes out for when a value differs. Each letter holds 6 bits: of 4
 * letters, one change in 16 million goes unnoticed.
 */
export function fingerprint(value: unknown, letters: number): string {
	// Absent and null mean the same to somebody who looks at a field.
	const text = JSON.stringify(value ?? null);
	return createHash('sha256').update(text).digest('base64').slice(0, letters);
}
