import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header that carries the signature (docs/api-facts.md#signatures). Node lower-cases header names. */
export const SIGNATURE_HEADER = 'x-hmac-sha512-signature';

/** Characters of a SHA-512 in base64. */
const SIGNATURE_LENGTH = 88;

/** A shorter text is more likely to be valid base64 by chance than an encoded secret. */
const MIN_DECODED_BYTES = 16;

/**
 * Returns possible HMAC keys for a secret. Plugsurfing's guide does not say whether the secret is the key
 * itself or the key in base64, so both are tried.
 */
function keysOf(secret: string): Buffer[] {
	const decoded = Buffer.from(secret, 'base64');
	const isBase64 = decoded.length >= MIN_DECODED_BYTES && decoded.toString('base64') === secret;
	return isBase64 ? [Buffer.from(secret), decoded] : [Buffer.from(secret)];
}

/** Returns Base64 of the HMAC-SHA512 of the body, as Plugsurfing signs it. */
function signatureOf(body: Buffer, key: Buffer): Buffer {
	return Buffer.from(createHmac('sha512', key).update(body).digest('base64'));
}

/**
 * Returns why a signature is rejected; undefined if it is valid. The reason contains neither the signature
 * nor a secret.
 *
 * @param body the bytes as received, which is what Plugsurfing signs
 * @param signature the value of the signature header
 * @param secrets CURRENT and, while Plugsurfing rotates them, NEXT; none of them empty
 */
export function signatureRejection(
	body: Buffer,
	signature: unknown,
	secrets: string[],
): string | undefined {
	if (typeof signature !== 'string' || signature === '') return 'the signature header is missing';
	// Compared as text, because several base64 texts decode to the same bytes.
	const given = Buffer.from(signature);
	if (given.length !== SIGNATURE_LENGTH) {
		return `the signature has ${given.length} characters instead of ${SIGNATURE_LENGTH}`;
	}
	// All keys are compared, so that the time does not reveal which one matched.
	const matches = secrets
		.flatMap(keysOf)
		.map((key) => timingSafeEqual(signatureOf(body, key), given));
	return matches.includes(true)
		? undefined
		: 'the signature does not match any secret in the credential';
}
