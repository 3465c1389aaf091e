import fc from 'fast-check';

import { paginateRows, type PageQuery } from '../../nodes/PlugsurfingEmp/api/pagination.ts';

interface Row {
	id: number;
}

/** A server whose pages may be shorter than asked for, or empty, as long as there is a cursor. */
function server(total: number, shortfalls: number[]) {
	const requests: Array<{ size: number; cursor?: string }> = [];
	let answered = 0;
	return {
		requests,
		noun: 'rows',
		smallestPage: 10,
		largestPage: 500,
		fetchPage(size: number, cursor?: string) {
			requests.push({ size, cursor });
			const from = cursor === undefined ? 0 : Number(cursor.split('-')[0]);
			const given = Math.max(0, size - (shortfalls[answered++] ?? 0));
			const to = Math.min(total, from + given);
			const rows = Array.from({ length: to - from }, (_, at): Row => ({ id: from + at }));
			// The count makes the cursor of an empty page a new one.
			return Promise.resolve({ rows, cursor: to < total ? `${to}-${answered}` : undefined });
		},
	};
}

async function collect(list: ReturnType<typeof server>, wanted: PageQuery<Row>): Promise<number[]> {
	const ids: number[] = [];
	for await (const rows of paginateRows(list, wanted)) ids.push(...rows.map(({ id }) => id));
	return ids;
}

const total = fc.integer({ min: 0, max: 3000 });
const shortfalls = fc.array(
	fc.oneof(fc.constant(0), fc.constant(500), fc.integer({ min: 0, max: 500 })),
	{
		maxLength: 12,
	},
);

describe('pages', () => {
	test('of any size, empty ones in between, give every row once and in order', () =>
		fc.assert(
			fc.asyncProperty(total, shortfalls, async (count, short) => {
				const ids = await collect(server(count, short), {});
				expect(ids).toEqual(Array.from({ length: count }, (_, id) => id));
			}),
		));

	test('up to any limit give exactly the first rows, with page sizes within the documented bounds', () =>
		fc.assert(
			fc.asyncProperty(
				total,
				shortfalls,
				fc.integer({ min: 1, max: 3000 }),
				async (count, short, limit) => {
					const list = server(count, short);
					const ids = await collect(list, { limit });
					expect(ids).toEqual(Array.from({ length: Math.min(count, limit) }, (_, id) => id));
					expect(list.requests.every(({ size }) => size >= 10 && size <= 500)).toBe(true);
				},
			),
		));

	test('need the fewest requests when the server fills its pages', () =>
		fc.assert(
			fc.asyncProperty(
				total,
				fc.option(fc.integer({ min: 1, max: 3000 })),
				async (count, limit) => {
					const list = server(count, []);
					await collect(list, { limit: limit ?? undefined });
					const rows = Math.min(count, limit ?? Infinity);
					expect(list.requests).toHaveLength(Math.max(1, Math.ceil(rows / 500)));
				},
			),
		));

	test('with a filter of ours give the matching rows, and stop at the limit', () =>
		fc.assert(
			fc.asyncProperty(
				total,
				shortfalls,
				fc.integer({ min: 1, max: 50 }),
				fc.integer({ min: 1, max: 40 }),
				async (count, short, limit, nth) => {
					const keep = ({ id }: Row) => id % nth === 0;
					const ids = await collect(server(count, short), { limit, keep });
					const expected = Array.from({ length: count }, (_, id) => id).filter(
						(id) => id % nth === 0,
					);
					expect(ids).toEqual(expected.slice(0, limit));
				},
			),
		));

	test('are asked for as soon as the cursor is known, and no more than one ahead', async () => {
		const list = server(2500, []);
		const walk = paginateRows(list, {});
		expect(list.requests).toHaveLength(0);
		await walk.next();
		expect(list.requests).toHaveLength(2);
		await walk.next();
		expect(list.requests).toHaveLength(3);
	});

	test('may be left half-way, even if the page that was asked for then fails', async () => {
		const list = server(2500, []);
		let calls = 0;
		const fetchPage = (size: number, cursor?: string) =>
			++calls > 1 ? Promise.reject(new Error('gone')) : list.fetchPage(size, cursor);
		const seen: Row[] = [];
		for await (const rows of paginateRows({ ...list, fetchPage }, {})) {
			seen.push(...rows);
			break;
		}
		await new Promise((resolve) => setImmediate(resolve));
		expect(seen).toHaveLength(500);
		expect(calls).toBe(2);
	});
});
