import { createHmac } from 'node:crypto';

import fc from 'fast-check';

/** Calls of a public webhook: bodies and headers that Plugsurfing would send, and any others. */

export const SECRETS = ['current-secret', 'next-secret'];
export const HEADER = { name: 'X-Token', value: 'Bearer 0123456789' };

/** A signature or header that a call comes with. */
interface Proof {
	value: string | string[] | undefined;
	isValid: boolean;
}

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'error', 'json'];

const text = fc.string({ unit: 'binary', maxLength: 20 });
const anyJson = fc.json({ stringUnit: 'binary', maxDepth: 3 });

/** JSON of request IDs, many of which look the same as others once parsed. */
const requestIds = [
	...['"r-1"', '"r-2"', '"r-3"', '5', '-7', '"\\u00e4"', '"__proto__"', '"constructor"'],
	...['12345678901234567890', '12345678901234567891', '1e400', '2e400', '-1e400'],
	...['0.1', '0.10000000000000000001', '"\\ud800"', '"\\ud801"', '"\\ufffd"'],
];

/** Whether a request ID differs from all others even after parsing and hashing. */
export function isExact(requestId: string): boolean {
	return /^(-?\d{1,15}|"(?!\\ud80|\\ufffd).+")$/s.test(requestId);
}

const noRequestIds = ['""', 'null', 'true', '{}', '[1]', '{"__proto__":null}'];
const events = [
	...['SESSION_COMPLETE', 'SESSION_COMPLETED', 'SESSION_STARTED', 'SESSION_FAILED'],
	...['ALL', 'OTHER', 'CHARGE_DETAIL_RECORD', 'NEW_EVENT', '__proto__', 'constructor', ''],
].map((event) => JSON.stringify(event));
const wrongTypes = ['5', 'null', 'true', '[]', '{}', '"\\ud800"', '1e999'];

const sessionId = fc.oneof(
	fc.constantFrom('"s-1"', '".."', '"."', '"\\ud800"', '"a/../b?c#d"', '"\\r\\nX: y"', '5', '{}'),
	text.map((id) => JSON.stringify(id)),
);
const payload = fc.oneof(
	sessionId.map((id) => `{"sessionId":${id},"timestamp":"2026-01-31T12:00:00Z"}`),
	anyJson,
);

/** `"name":value`, or an empty text. */
function member(name: string, value: fc.Arbitrary<string>, often: number) {
	return fc
		.option(value, { freq: often })
		.map((json) => (json === null ? [] : [`${JSON.stringify(name)}:${json}`]));
}

const requestId = fc.option(
	fc.oneof(
		{ weight: 5, arbitrary: fc.constantFrom(...requestIds) },
		{ weight: 1, arbitrary: fc.constantFrom(...noRequestIds) },
	),
	{ nil: undefined, freq: 2 },
);

/** An object similar to those that Plugsurfing sends. */
const eventBody = fc
	.tuple(
		requestId,
		member('event', fc.constantFrom(...events, ...wrongTypes), 2),
		member('payload', payload, 2),
		fc.array(
			fc
				.tuple(fc.oneof(fc.constantFrom(...NAMES), text), anyJson)
				.filter(([name]) => !['event', 'payload', 'requestId'].includes(name))
				.map(([name, json]) => `${JSON.stringify(name)}:${json}`),
			{ maxLength: 3 },
		),
	)
	.map(([id, ...members]) => {
		const idMember = id === undefined ? [] : [`"requestId":${id}`];
		return `{${[...idMember, ...members.flat()].join(',')}}`;
	});

/** The JSON of the `requestId` of a body of this file; empty if it has none. */
export function requestIdIn(bytes: Buffer): string {
	const [, id = ''] = /^\W*"requestId":("(?:[^"\\]|\\.)*"|[^,}]+)/.exec(bytes.toString()) ?? [];
	return id;
}

/** A charge detail record. */
const record = fc
	.tuple(fc.constantFrom(...requestIds), fc.nat(2))
	.map(([id, energy]) => Buffer.from(`{"requestId":${id},"session":{"energy":${energy}}}`));

const damage = fc.tuple(fc.nat(200), fc.constantFrom('', '\u0000', '"', '{', '}', '\uFEFF', ',,'));

const strangeBody: fc.Arbitrary<Buffer> = fc.oneof(
	{ weight: 8, arbitrary: record },
	{
		weight: 12,
		arbitrary: fc
			.tuple(eventBody, fc.constantFrom('', '', '', '\uFEFF', ' \r\n\t'))
			.map(([json, before]) => Buffer.from(before + json)),
	},
	{ weight: 3, arbitrary: anyJson.map((json) => Buffer.from(json)) },
	{
		weight: 3,
		arbitrary: fc
			.tuple(eventBody, damage)
			.map(([json, [at, inserted]]) => Buffer.from(json.slice(0, at % json.length) + inserted)),
	},
	{
		weight: 2,
		arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
	},
	{
		// Invalid UTF-8 in one of its texts.
		weight: 1,
		arbitrary: fc
			.uint8Array({ minLength: 1, maxLength: 4 })
			.map((bytes) => Buffer.concat([Buffer.from('{"a":"'), bytes, Buffer.from('"}')])),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.constantFrom('{"a":', '[', '{"event":"SESSION_COMPLETE","payload":'), fc.nat(2000))
			.map(([open, depth]) =>
				Buffer.from(open.repeat(depth + 1) + '1' + (open === '[' ? ']' : '}').repeat(depth + 1)),
			),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(text, fc.nat(20_000))
			.map(([part, times]) =>
				Buffer.from(JSON.stringify({ event: 'SESSION_COMPLETE', a: part.repeat(times) })),
			),
	},
);

function sign(bytes: Buffer, secret: string): string {
	return createHmac('sha512', secret).update(bytes).digest('base64');
}

/** Change the right signature or header into that of a call. The first ones keep it valid. */
const forgeries: Array<(right: string) => string | string[] | undefined> = [
	() => undefined,
	() => '',
	(right) => [right],
	(right) => [right, right],
	(right) => `${right}, ${right}`,
	(right) => right.slice(1),
	(right) => right.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
	(right) => right.toLowerCase().toUpperCase(),
	(right) => right.replace(/=*$/, ''),
	(right) => '\u00e4'.repeat(right.length / 2),
	(right) => '\ud800'.padEnd(right.length, '\u0000'),
	(right) => right.repeat(1000),
	() => '__proto__',
];

function proof(right: string, forgery: number | undefined): Proof {
	const value = forgery === undefined ? right : forgeries[forgery % forgeries.length]?.(right);
	return { value, isValid: value === right };
}

const forgery = fc.option(fc.nat(forgeries.length - 1), { nil: undefined, freq: 1 });

/** A call, what it proves, and how it reaches the node. */
export interface StrangeCall {
	bytes: Buffer;
	headers: Record<string, string | string[]>;
	isSigned: boolean;
	hasHeader: boolean;
}

export const strangeCall: fc.Arbitrary<StrangeCall> = fc
	.record({
		bytes: strangeBody,
		secret: fc.constantFrom(...SECRETS),
		signature: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, forgery),
		header: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, forgery),
		others: fc.dictionary(
			fc.constantFrom('constructor', 'content-type', 'content-encoding', 'x-hmac-sha512-signedat'),
			fc.string({ maxLength: 10 }),
		),
	})
	.map(({ bytes, secret, signature, header, others }) => {
		const signed = proof(sign(bytes, secret), signature);
		const given = proof(HEADER.value, header);
		return {
			bytes,
			headers: {
				...others,
				...(signed.value !== undefined && { 'X-HMAC-SHA512-Signature': signed.value }),
				...(given.value !== undefined && { [HEADER.name]: given.value }),
			},
			isSigned: signed.isValid,
			hasHeader: given.isValid,
		};
	});

/** The JSON object in a body, parsed without the package's own parser. */
export function objectIn(bytes: Buffer): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}

/** The event type as in Trigger On, according to the guide; undefined for a call without one. */
export function kindOf({ event, requestId: id }: Record<string, unknown>): string | undefined {
	const renamed: Record<string, string> = {
		SESSION_COMPLETED: 'SESSION_COMPLETE',
		SESSION_FAILED: 'SESSION_START_FAILED',
	};
	if (typeof event === 'string' && !['ALL', 'OTHER', 'CHARGE_DETAIL_RECORD'].includes(event)) {
		return Object.hasOwn(renamed, event) ? renamed[event] : event;
	}
	if (typeof id === 'number' || (typeof id === 'string' && id !== '')) {
		return 'CHARGE_DETAIL_RECORD';
	}
	const isAbsent = (value: unknown) => value === undefined || value === null;
	return isAbsent(event) && isAbsent(id) ? 'OTHER' : undefined;
}
