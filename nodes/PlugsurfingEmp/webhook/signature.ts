import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header that carries the signature (docs/api-facts.md#signatures). Node lower-cases header names. */
export const SIGNATURE_HEADER = 'x-hmac-sha512-signature';

/** How the bytes that a secret stands for are written. Plugsurfing's guide leaves it open. */
export type SecretEncoding = 'utf8' | 'base64';

/** base64 of HMAC-SHA512 over the body, as Plugsurfing signs a call. */
function signatureOf(body: Buffer, key: Buffer): string {
	return createHmac('sha512', key).update(body).digest('base64');
}

/** Compares the texts rather than what they decode to: base64 has several spellings for the same bytes. */
function isEqual(expected: string, given: string): boolean {
	const [a, b] = [Buffer.from(expected), Buffer.from(given)];
	return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Whether a call was signed with one of the secrets: CURRENT, or NEXT while Plugsurfing rotates them.
 * Only the body is signed, byte for byte as it came.
 */
export function isSignatureValid(
	body: Buffer,
	signature: unknown,
	secrets: string[],
	encoding: SecretEncoding,
): boolean {
	if (typeof signature !== 'string') return false;
	// A secret of no bytes, such as one that is no base64 at all, is one that everybody has.
	const keys = secrets
		.map((secret) => Buffer.from(secret, encoding))
		.filter(({ length }) => length);
	// Each one is compared, so that the time does not tell which of them was right.
	return keys.map((key) => isEqual(signatureOf(body, key), signature)).includes(true);
}
