import { ApiError } from '../../nodes/PlugsurfingEmp/api/client.ts';
import type { PagedList } from '../../nodes/PlugsurfingEmp/api/pagination.ts';
import { resume } from '../../nodes/PlugsurfingEmp/polling/resumableList.ts';

function rejected(status?: number): ApiError {
	return new ApiError('rejected', { remedy: '', status });
}

/** Reads a list of three pages whose page at `failing` fails once. */
async function read(from: string | undefined, failing: string | undefined, cause?: unknown) {
	const fetched: Array<string | undefined> = [];
	let hasFailed = cause === undefined;
	const list: PagedList<string> = {
		noun: 'letters',
		smallestPage: 1,
		largestPage: 1,
		fetchPage(_size, cursor) {
			fetched.push(cursor);
			if (!hasFailed && cursor === failing) {
				hasFailed = true;
				return Promise.reject(cause as Error);
			}
			const next = { first: 'b', b: 'c', c: undefined }[cursor ?? 'first'];
			return Promise.resolve({ rows: [cursor ?? 'a'], cursor: next });
		},
	};
	const onRestart = jest.fn();
	const failedCursors = new Set<string>();
	const rows: string[] = [];
	let error: unknown;
	try {
		for await (const page of resume(list, { from, onRestart, failedCursors }))
			rows.push(...page.rows);
	} catch (thrown) {
		error = thrown;
	}
	const restarts = onRestart.mock.calls.length;
	return { rows, fetched, restarts, failedCursors: [...failedCursors], error };
}

const nothing = { restarts: 0, failedCursors: [], error: undefined };

test.each([
	[undefined, { rows: ['a', 'b', 'c'], fetched: [undefined, 'b', 'c'] }],
	['b', { rows: ['b', 'c'], fetched: ['b', 'c'] }],
])('from %j on, the remaining pages are read', async (from, expected) => {
	expect(await read(from, undefined)).toEqual({ ...nothing, ...expected });
});

test.each([400, 404, 410])(
	'a cursor rejected with %i is stale: the list is read from the start',
	async (status) => {
		expect(await read('b', 'b', rejected(status))).toEqual({
			...nothing,
			rows: ['a', 'b', 'c'],
			fetched: ['b', undefined, 'b', 'c'],
			restarts: 1,
		});
	},
);

test.each([rejected(403), rejected(), new TypeError('not from the API')])(
	'a cursor that fails otherwise is not used again: %j',
	async (error) => {
		const failed = { rows: [], fetched: ['b'], failedCursors: ['b'], error };
		expect(await read('b', 'b', error)).toEqual({ ...nothing, ...failed });
	},
);

test.each([
	[undefined, undefined, []],
	[undefined, 'b', ['a']],
	['b', 'c', ['b']],
])(
	'from %j on, another page that fails (%j) says nothing about the cursor',
	async (from, failing, rows) => {
		const { fetched, error, ...outcome } = await read(from, failing, rejected(404));
		expect(fetched.at(-1)).toBe(failing);
		expect(error).toMatchObject({ details: { status: 404 } });
		expect(outcome).toEqual({ rows, restarts: 0, failedCursors: [] });
	},
);
