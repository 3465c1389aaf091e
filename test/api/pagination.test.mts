import fc from 'fast-check';

import { paginate, type PageQuery } from '../../nodes/PlugsurfingEmp/api/pagination.ts';

interface Row {
	id: number;
}

/** A server whose pages may be short or empty, as long as there is a cursor. */
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
	for await (const { rows } of paginate(list, wanted)) ids.push(...rows.map(({ id }) => id));
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
	test('of any size, including empty ones, return every row once and in order', () =>
		fc.assert(
			fc.asyncProperty(total, shortfalls, async (count, short) => {
				const ids = await collect(server(count, short), {});
				expect(ids).toEqual(Array.from({ length: count }, (_, id) => id));
			}),
		));

	test('up to any limit return exactly the first rows, with one page size within the documented bounds', () =>
		fc.assert(
			fc.asyncProperty(
				total,
				shortfalls,
				fc.integer({ min: 1, max: 3000 }),
				async (count, short, limit) => {
					const list = server(count, short);
					const ids = await collect(list, { limit });
					expect(ids).toEqual(Array.from({ length: Math.min(count, limit) }, (_, id) => id));
					const [size = 0, ...others] = new Set(list.requests.map((request) => request.size));
					expect(others).toEqual([]);
					expect(size).toBe(Math.max(10, Math.ceil(limit / Math.ceil(limit / 500))));
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
					// A list that ends before the limit may need as many requests as the limit.
					const fewest = Math.max(1, Math.ceil(rows / 500));
					const most = limit === null ? fewest : Math.ceil(limit / 500);
					expect(list.requests.length).toBeGreaterThanOrEqual(fewest);
					expect(list.requests.length).toBeLessThanOrEqual(most);
				},
			),
		));

	test('with a client-side filter return the matching rows and stop at the limit', () =>
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

	test('are requested as soon as the cursor is known, at most one ahead', async () => {
		const list = server(2500, []);
		const walk = paginate(list, {});
		expect(list.requests).toHaveLength(0);
		await walk.next();
		expect(list.requests).toHaveLength(2);
		await walk.next();
		expect(list.requests).toHaveLength(3);
	});

	test('are requested one at a time without prefetch', async () => {
		const list = server(2500, []);
		const walk = paginate(list, { prefetch: false });
		await walk.next();
		expect(list.requests).toHaveLength(1);
		await walk.next();
		expect(list.requests).toHaveLength(2);
	});

	test('can continue from a cursor', async () => {
		const list = server(1200, []);
		expect(await collect(list, { from: '500-1' })).toEqual(
			Array.from({ length: 700 }, (_, at) => 500 + at),
		);
	});

	test('fail on a repeated cursor, even the first one', async () => {
		const cursors = ['b', 'c', 'b'];
		let page = 0;
		const fetchPage = () => Promise.resolve({ rows: [{ id: page }], cursor: cursors[page++] });
		const list = { ...server(0, []), fetchPage };
		await expect(collect(list, {})).rejects.toThrow('(cursor) twice');
		page = 0;
		await expect(collect(list, { from: 'c' })).rejects.toThrow('(cursor) twice');
	});

	test('may be abandoned half-way, even if the requested page then fails', async () => {
		const list = server(2500, []);
		let calls = 0;
		const fetchPage = (size: number, cursor?: string) =>
			++calls > 1 ? Promise.reject(new Error('gone')) : list.fetchPage(size, cursor);
		const seen: Row[] = [];
		for await (const { rows } of paginate({ ...list, fetchPage }, {})) {
			seen.push(...rows);
			break;
		}
		await new Promise((resolve) => setImmediate(resolve));
		expect(seen).toHaveLength(500);
		expect(calls).toBe(2);
	});
});
