import crypto, { createHmac } from 'node:crypto';
import { array, assert, constantFrom, integer, property, string, uint8Array } from 'fast-check';

import {
	isSignatureValid,
	type SecretEncoding,
} from '../../nodes/PlugsurfingEmp/webhook/signature.ts';

const RUNS = { numRuns: 2000 };
const body = uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const secret = string({ minLength: 1, maxLength: 80, unit: 'binary-ascii' });
const position = integer({ min: 0, max: 10_000 });
const flip = integer({ min: 1, max: 255 });

function signatureOf(content: Buffer, key: Buffer | string): string {
	return createHmac('sha512', key).update(content).digest('base64');
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

test('what is signed with any of the secrets is accepted, text or base64', () => {
	assert(
		property(
			body,
			array(secret, { minLength: 1, maxLength: 3 }),
			position,
			constantFrom<SecretEncoding>('utf8', 'base64'),
			(content, texts, which, encoding) => {
				const keys = texts.map((text) => Buffer.from(text));
				const key = keys[which % keys.length] ?? Buffer.alloc(0);
				const secrets = keys.map((bytes) => bytes.toString(encoding));
				return isSignatureValid(content, signatureOf(content, key), secrets, encoding);
			},
		),
		RUNS,
	);
});

test('one changed byte of the body is refused', () => {
	assert(
		property(body, secret, position, flip, (content, key, at, by) => {
			return !isSignatureValid(changed(content, at, by), signatureOf(content, key), [key], 'utf8');
		}),
		RUNS,
	);
});

test('one changed byte of the signature is refused, in its last letters too', () => {
	assert(
		property(body, secret, position, flip, (content, key, at, by) => {
			const signature = Buffer.from(signatureOf(content, key), 'latin1');
			return !isSignatureValid(
				content,
				changed(signature, at, by).toString('latin1'),
				[key],
				'utf8',
			);
		}),
		RUNS,
	);
	const [content, key] = [Buffer.from('{}'), 'secret'];
	const signature = signatureOf(content, key);
	const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_= ';
	for (let at = 0; at < signature.length; at++) {
		for (const letter of letters.replace(signature.charAt(at), '')) {
			const other = signature.slice(0, at) + letter + signature.slice(at + 1);
			expect(isSignatureValid(content, other, [key], 'utf8')).toBe(false);
		}
	}
});

test('one changed byte of the secret is refused, text or base64', () => {
	assert(
		property(body, secret, position, flip, (content, text, at, by) => {
			const key = Buffer.from(text);
			const other = changed(key, at, by);
			const signature = signatureOf(content, key);
			return (
				!isSignatureValid(content, signature, [other.toString('latin1')], 'utf8') &&
				!isSignatureValid(content, signature, [other.toString('base64')], 'base64')
			);
		}),
		RUNS,
	);
});

test.each([undefined, '', ['a'], 'a', ' '])('the signature %p is refused', (signature) => {
	expect(isSignatureValid(Buffer.from('{}'), signature, ['secret'], 'utf8')).toBe(false);
});

test('an empty secret accepts nothing', () => {
	const content = Buffer.from('{}');
	expect(isSignatureValid(content, signatureOf(content, ''), [''], 'utf8')).toBe(false);
	expect(isSignatureValid(content, signatureOf(content, ''), ['?!'], 'base64')).toBe(false);
	expect(isSignatureValid(content, signatureOf(content, ''), [], 'utf8')).toBe(false);
});

test('signatures are compared in constant time, with every secret', () => {
	const compare = jest.spyOn(crypto, 'timingSafeEqual');
	const content = Buffer.from('{}');
	isSignatureValid(content, signatureOf(content, 'current'), ['current', 'next'], 'utf8');
	expect(compare.mock.calls.map(([a, b]) => [a.byteLength, b.byteLength])).toEqual([
		[88, 88],
		[88, 88],
	]);
});
