import crypto, { createHmac } from 'node:crypto';
import { array, assert, boolean, integer, property, string, uint8Array } from 'fast-check';

import { signatureRejection } from '../../nodes/PlugsurfingEmp/webhook/signature.ts';

const RUNS = { numRuns: 2000 };
const NO_MATCH = 'the signature does not match any secret in the credential';
const body = uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const secret = string({ minLength: 1, maxLength: 80, unit: 'binary-ascii' });
const key = uint8Array({ minLength: 16, maxLength: 80 }).map((bytes) => Buffer.from(bytes));
const position = integer({ min: 0, max: 10_000 });
const flip = integer({ min: 1, max: 255 });

function signatureOf(content: Buffer, by: Buffer | string): string {
	return createHmac('sha512', by).update(content).digest('base64');
}

function isValid(content: Buffer, signature: unknown, secrets: string[]): boolean {
	return signatureRejection(content, signature, secrets) === undefined;
}

/** The bytes with one of them changed. */
function changed(bytes: Buffer, at: number, by: number): Buffer {
	const copy = Buffer.from(bytes);
	const index = at % copy.length;
	copy[index] = (copy[index] ?? 0) ^ by;
	return copy;
}

afterEach(() => {
	jest.restoreAllMocks();
});

test('a signature by the text of any secret is valid', () => {
	assert(
		property(
			body,
			array(secret, { minLength: 1, maxLength: 3 }),
			position,
			(content, secrets, which) =>
				isValid(content, signatureOf(content, secrets[which % secrets.length] ?? ''), secrets),
		),
		RUNS,
	);
});

test('a signature by the bytes of a base64 secret is valid, and so is one by its text', () => {
	assert(
		property(body, key, secret, boolean(), (content, bytes, other, decoded) => {
			const text = bytes.toString('base64');
			return isValid(content, signatureOf(content, decoded ? bytes : text), [other, text]);
		}),
		RUNS,
	);
});

test.each([
	['shorter than 16 bytes', Buffer.alloc(15, 7).toString('base64')],
	['without its padding', Buffer.alloc(16, 7).toString('base64').replace(/=+$/, '')],
	['in the alphabet for URLs', Buffer.alloc(18, 255).toString('base64url')],
	['with a line break', `${Buffer.alloc(16, 7).toString('base64')}\n`],
	['with a non-zero rest', Buffer.alloc(16, 7).toString('base64').replace('w==', 'x==')],
])('base64 %s only counts as text', (_, text) => {
	const content = Buffer.from('{}');
	expect(isValid(content, signatureOf(content, text), [text])).toBe(true);
	expect(isValid(content, signatureOf(content, Buffer.from(text, 'base64')), [text])).toBe(false);
});

test('one changed byte of the body is rejected', () => {
	assert(
		property(body, secret, position, flip, (content, by, at, with_) => {
			return !isValid(changed(content, at, with_), signatureOf(content, by), [by]);
		}),
		RUNS,
	);
});

test('one changed byte of the signature is rejected, even in its last characters', () => {
	assert(
		property(body, secret, position, flip, (content, by, at, with_) => {
			const signature = Buffer.from(signatureOf(content, by), 'latin1');
			return !isValid(content, changed(signature, at, with_).toString('latin1'), [by]);
		}),
		RUNS,
	);
	const content = Buffer.from('{}');
	const signature = signatureOf(content, 'secret');
	const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_= ';
	for (let at = 0; at < signature.length; at++) {
		for (const letter of letters.replace(signature.charAt(at), '')) {
			const other = signature.slice(0, at) + letter + signature.slice(at + 1);
			expect(signatureRejection(content, other, ['secret'])).toBe(NO_MATCH);
		}
	}
});

test('one changed byte of the secret is rejected, text or base64', () => {
	assert(
		property(body, key, position, flip, (content, bytes, at, with_) => {
			const other = changed(bytes, at, with_);
			const text = bytes.toString('latin1');
			return (
				!isValid(content, signatureOf(content, text), [other.toString('latin1')]) &&
				!isValid(content, signatureOf(content, bytes), [other.toString('base64')])
			);
		}),
		RUNS,
	);
});

test.each([
	[undefined, 'the signature header is missing'],
	['', 'the signature header is missing'],
	[['a'], 'the signature header is missing'],
	['a', 'the signature has 1 characters instead of 88'],
	['ü'.repeat(44), NO_MATCH],
	['a'.repeat(88), NO_MATCH],
])('the signature %p is rejected: %s', (signature, reason) => {
	expect(signatureRejection(Buffer.from('{}'), signature, ['secret'])).toBe(reason);
});

test('no signature is valid without a secret', () => {
	const content = Buffer.from('{}');
	expect(isValid(content, signatureOf(content, ''), [])).toBe(false);
});

test('signatures are compared in constant time, with every reading of every secret', () => {
	const compare = jest.spyOn(crypto, 'timingSafeEqual');
	const content = Buffer.from('{}');
	const base64 = Buffer.alloc(32, 7).toString('base64');
	expect(isValid(content, signatureOf(content, 'current'), ['current', base64])).toBe(true);
	expect(compare.mock.calls.map(([a, b]) => [a.byteLength, b.byteLength])).toEqual([
		[88, 88],
		[88, 88],
		[88, 88],
	]);
});
