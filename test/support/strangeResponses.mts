import fc from 'fast-check';

import type { Told } from './rewritingProxy.mts';

/** Changes what a server was about to respond. */
export type Distortion = (told: Told) => Told;

/** A distortion with a description for counterexamples. */
function distortion(says: string, apply: Distortion): Distortion {
	return Object.assign((told: Told) => apply(told), { [fc.toStringMethod]: () => says });
}

const HUGE = 'x'.repeat(20_000);
const values: unknown[] = [
	...[null, '', ' ', 'x', '\ud800', '..', '__proto__', '<html>', HUGE, '2026-99-99T99:99:99Z'],
	...[0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 1, true, false],
	{ toString: 'x', valueOf: 5 },
	...[[], [null], [[]], ['x'], {}, { keyIdentifier: 5 }, { id: {} }, { sessionId: 'x' }],
];
const names = [
	'__proto__',
	'constructor',
	'toJSON',
	'error',
	'json',
	'binary',
	'pairedItem',
	'keys',
];

/** A member of an object or an element of a list. */
interface Slot {
	parent: Record<string, unknown> | unknown[];
	name: string;
}

function membersOf(value: unknown): Slot[] {
	if (typeof value !== 'object' || value === null) return [];
	const parent = value as Slot['parent'];
	return Object.keys(parent).map((name) => ({ parent, name }));
}

function valueIn({ parent, name }: Slot): unknown {
	return (parent as Record<string, unknown>)[name];
}

/** The slots of a body, those near its root first. */
function slotsIn(body: unknown): Slot[] {
	const slots = membersOf(body);
	for (const slot of slots) {
		if (slots.length > 300) break;
		slots.push(...membersOf(valueIn(slot)));
	}
	return slots;
}

function put({ parent, name }: Slot, value: unknown): void {
	// An assignment to __proto__ would not add a member.
	Object.defineProperty(parent, name, {
		value,
		writable: true,
		enumerable: true,
		configurable: true,
	});
}

function remove({ parent, name }: Slot): void {
	if (Array.isArray(parent)) parent.splice(Number(name), 1);
	else Reflect.deleteProperty(parent, name);
}

const at = fc.oneof(fc.nat(3), fc.nat(15), fc.nat(300));
const value = fc.constantFrom(...values);
const name = fc.constantFrom(...names);

/** Changes of a slot. */
const edit: fc.Arbitrary<(slot: Slot) => void> = fc.oneof(
	fc.constant(remove),
	value.map((other) => (slot: Slot) => {
		put(slot, other);
	}),
	name.map((other) => (slot: Slot) => {
		const moved = valueIn(slot);
		remove(slot);
		if (!Array.isArray(slot.parent)) put({ ...slot, name: other }, moved);
	}),
	fc.tuple(name, value).map(([other, added]) => ({ parent }: Slot) => {
		if (Array.isArray(parent)) parent.push(added);
		else put({ parent, name: other }, added);
	}),
	fc.constant((slot: Slot) => {
		put(slot, [valueIn(slot)]);
	}),
);

const edited = fc.array(fc.tuple(at, edit), { minLength: 1, maxLength: 3 }).map((edits) =>
	distortion(`${edits.length} edits at ${edits.map(([slot]) => slot).join()}`, (told) => {
		const body: unknown = structuredClone(told.body);
		for (const [index, change] of edits) {
			const slots = slotsIn(body);
			const slot = slots[index % slots.length];
			if (slot) change(slot);
		}
		return { ...told, body };
	}),
);

const replaced = fc
	.oneof(value, fc.constantFrom({ data: {} }, { message: HUGE }, { errors: [{ a: [] }] }))
	.map((body) => distortion(`body ${fc.stringify(body)}`, (told) => ({ ...told, body })));

const wrapped = fc
	.constantFrom<Array<(body: unknown) => unknown>>(
		(body) => ({ data: body }),
		(body) => [body],
		(body) => JSON.stringify(body),
	)
	.map((wrap) =>
		distortion(`body ${fc.stringify(wrap('…'))}`, (told) => ({ ...told, body: wrap(told.body) })),
	);

const cursor = fc
	.oneof(value, fc.constantFrom('same', 'other'))
	.map((next) =>
		distortion(`cursor ${fc.stringify(next)}`, (told) =>
			typeof told.body === 'object' && told.body !== null && !Array.isArray(told.body)
				? { ...told, body: { ...told.body, cursor: next } }
				: told,
		),
	);

/** Bytes that are not the JSON of this body, or hard to parse. */
const bytes = fc
	.oneof(
		fc.constantFrom('', ' ', '<html></html>', 'null', '"', '{', '[1,2', '\uFEFF{}', '1e400', 'OK'),
		fc.constantFrom('[', '{"a":').map((open) => open.repeat(5000)),
		fc.constantFrom(3, 7).map((part) => `cut ${part}`),
	)
	.map((text) =>
		distortion(`bytes ${text.slice(0, 20)}`, (told) => {
			const [, part] = /^cut (\d)$/.exec(text) ?? [];
			const json = JSON.stringify(told.body ?? {});
			const cut = json.slice(0, Math.floor(json.length / Number(part ?? 1)));
			return { ...told, bytes: Buffer.from(part === undefined ? text : cut) };
		}),
	);

const status = fc
	.oneof(
		fc.constantFrom(201, 202, 204, 206, 301, 304, 400, 401, 403, 404, 408, 409, 410, 418, 422),
		fc.constantFrom(429, 500, 501, 502, 503, 504, 520, 599, 600, 999),
		fc.integer({ min: 200, max: 999 }),
	)
	.map((other) => distortion(`status ${other}`, (told) => ({ ...told, status: other })));

const header = fc
	.constantFrom(
		...[
			'0',
			'-1',
			'0.5',
			' 5 ',
			'1e9',
			'999999999999',
			'soon',
			'Wed, 21 Oct 2099 07:28:00 GMT',
		].map((retryAfter) => ['retry-after', retryAfter]),
		...['text/html', 'image/png', '', 'application/json; charset=utf-16', 'x'].map((type) => [
			'content-type',
			type,
		]),
		['content-encoding', 'gzip'],
		['content-encoding', 'unknown'],
		['location', 'http://127.0.0.1:9/'],
		['x-huge', 'x'.repeat(10_000)],
		['__proto__', 'x'],
		['constructor', 'x'],
	)
	.map(([field = '', text = '']) =>
		distortion(`${field}: ${text.slice(0, 30)}`, (told) => ({
			...told,
			headers: { ...told.headers, [field]: text },
		})),
	);

const nothing = distortion('as it is', (told) => told);

/** A response that differs from the contract in one or several ways. */
const strangeResponse: fc.Arbitrary<Distortion[]> = fc.oneof(
	{ weight: 2, arbitrary: fc.constant<Distortion[]>([nothing]) },
	{ weight: 4, arbitrary: edited.map((one) => [one]) },
	{
		weight: 6,
		arbitrary: fc.array(
			fc.oneof(
				{ weight: 3, arbitrary: edited },
				{ weight: 3, arbitrary: status },
				replaced,
				wrapped,
				cursor,
				bytes,
				header,
			),
			{ minLength: 1, maxLength: 3 },
		),
	},
);

/** The distortions of consecutive responses of a server; later responses are unchanged. */
export const strangeResponses = fc.array(strangeResponse, { minLength: 1, maxLength: 5 });
