import type { IDataObject } from 'n8n-workflow';

import { ApiError } from '../../nodes/PlugsurfingEmp/api/client.ts';
import type { Order } from '../../nodes/PlugsurfingEmp/api/orders.ts';
import type { PollEvent } from '../../nodes/PlugsurfingEmp/polling/eventTypes.ts';
import {
	findOrderChanges,
	readOrderState,
	writeOrderState,
	type OrderState,
} from '../../nodes/PlugsurfingEmp/polling/orderChanges.ts';
import { fakeClient } from '../support/fakeClient.mts';

const NOW = Date.parse('2026-05-05T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EVER = -Infinity;

function time(ms: number): string {
	return new Date(NOW + ms).toISOString();
}

function order(id: string, created?: number, changes: Partial<Order> = {}): Order {
	const at = created === undefined ? {} : { created: time(created), updated: time(created) };
	return { id, status: 'ORDER_CREATED', quantity: 1, ...at, ...changes };
}

interface Poll {
	events?: PollEvent[];
	emitExisting?: boolean;
	/** Whether there is time for another page; otherwise the poll stops after one. */
	hasTime?: boolean;
	failedCursors?: Set<string>;
	/** Status of the first response. */
	status?: number;
}

/**
 * Polls a server that lists these orders, two on a page: each change as event and id, and
 * the queries. A page is requested while the one before is processed, even if there is no time for it.
 */
async function poll(state: OrderState, listed: Order[], settings: Poll = {}) {
	const { events = ['orderCreated'], emitExisting = false, hasTime = true } = settings;
	const queries: IDataObject[] = [];
	let { status } = settings;
	const client = fakeClient({
		request({ query = {} }) {
			const { cursor, fromDate } = query;
			queries.push({
				...(cursor !== undefined && { cursor }),
				...(fromDate !== undefined && { fromDate }),
			});
			if (status !== undefined) {
				const error = new ApiError('rejected', { remedy: '', status });
				status = undefined;
				return Promise.reject(error);
			}
			const from = Number(cursor ?? 0);
			const next = from + 2 < listed.length ? String(from + 2) : undefined;
			return Promise.resolve({ products: listed.slice(from, from + 2), cursor: next });
		},
	});
	const options = { events: new Set(events), daysBeforeExpiry: 30, emitExisting };
	const budget = { began: NOW, left: () => hasTime, waitUntil: Infinity };
	const { failedCursors = new Set() } = settings;
	const changes = await findOrderChanges(client, state, options, budget, failedCursors);
	return { found: changes.map(({ event, id }) => `${event as string} ${id as string}`), queries };
}

/** The state after polls have found these orders. */
async function stateAfter(listed: Order[], settings?: Poll): Promise<OrderState> {
	const state = readOrderState(undefined);
	await poll(state, listed, settings);
	return state;
}

const empty: OrderState = { snapshots: new Map(), complete: false, since: EVER };

describe('the state', () => {
	test.each<[Partial<OrderState>, IDataObject]>([
		[{}, {}],
		[
			{ complete: true, since: 5 },
			{ complete: true, since: 5 },
		],
		[{ reading: { cursor: 'c', from: EVER } }, { cursor: 'c' }],
		[{ reading: { cursor: 'c', from: 7 } }, { cursor: 'c', from: 7 }],
	])('%j is stored as %j', (part, written) => {
		const state = { ...empty, ...part };
		const stored = writeOrderState(state);
		expect(stored).toStrictEqual({ records: '', complete: false, ...written });
		expect(readOrderState(stored)).toEqual(state);
	});

	test.each([undefined, 'text', { complete: true, since: 5 }, { records: '', since: 'x' }])(
		'is empty if %j is stored',
		(stored) => {
			expect(readOrderState(stored)).toEqual(empty);
		},
	);
});

describe('the first poll', () => {
	test.each<[Poll, string[]]>([
		[{}, []],
		[
			{ emitExisting: true },
			['orderCreated b', 'orderCreated a', 'orderCreated x', 'orderCreated y'],
		],
		[{ emitExisting: true, events: ['orderUpdated'] }, []],
	])('with %j finds %j', async (settings, found) => {
		const listed = [order('x'), order('a', -1), order('y'), order('b', -2)];
		expect(await poll(readOrderState(undefined), listed, settings)).toEqual({
			found,
			queries: [{}, { cursor: '2' }],
		});
	});
});

describe('later polls', () => {
	test('list from a day before the newest order, and forget what is older', async () => {
		const listed = [
			order('new', -1),
			order('day', -1 - DAY_MS),
			order('in it', -DAY_MS),
			order('no time'),
		];
		const state = await stateAfter(listed);
		expect([...state.snapshots.keys()]).toEqual(['new', 'in it', 'no time']);
		expect(await poll(state, [order('late', -2), ...listed])).toEqual({
			found: ['orderCreated late'],
			queries: [
				{ fromDate: time(-1 - DAY_MS) },
				{ fromDate: time(-1 - DAY_MS), cursor: '2' },
				{ fromDate: time(-1 - DAY_MS), cursor: '4' },
			],
		});
	});

	test('do not let an order dated in the future hide others', async () => {
		const state = await stateAfter([order('future', 1)]);
		const { found, queries } = await poll(state, [order('today', -HOUR_MS), order('future', 1)]);
		expect(found).toEqual(['orderCreated today']);
		expect(queries).toEqual([{ fromDate: time(-DAY_MS) }]);
	});

	test.each([
		[NOW + 1, ['orderCreated a']],
		[NOW, []],
	])('after a listing since %i find an order of the last hour: %j', async (since, found) => {
		const state = { ...(await stateAfter([order('old', -2 * HOUR_MS)])), since };
		expect(await poll(state, [order('a', -HOUR_MS)])).toMatchObject({ found });
	});

	test('list all orders for updates, and find those whose status or time changed', async () => {
		const events: PollEvent[] = ['orderCreated', 'orderUpdated'];
		const listed = [order('a', -3), order('b', -4 * DAY_MS), order('c', -5)];
		const state = await stateAfter(listed, { events });
		const after = [
			order('a', -3, { status: 'SHIPPED', updated: time(-1) }),
			order('b', -4 * DAY_MS, { updated: time(-2) }),
			order('c', -5, { quantity: 2 }),
		];
		expect(await poll(state, after, { events })).toEqual({
			found: ['orderUpdated b', 'orderUpdated a'],
			queries: [{}, { cursor: '2' }],
		});
		expect(await poll(state, after, { events })).toMatchObject({ found: [] });
		expect(await poll(state, listed, { events: ['orderCreated'] })).toMatchObject({ found: [] });
	});

	test('count the first of two rows with the same id', async () => {
		const twice = [order('a', -1), order('a', -1, { status: 'SHIPPED' })];
		const events: PollEvent[] = ['orderUpdated'];
		const state = await stateAfter(twice, { events });
		expect(await poll(state, twice, { events })).toMatchObject({ found: [] });
	});
});

describe('a listing that ran out of time', () => {
	const listed = [order('a', -1), order('b', -2), order('c', -3)];
	const noTime = { hasTime: false };

	test('continues, then is complete', async () => {
		const state = await stateAfter(listed, noTime);
		expect(state).toMatchObject({ complete: false, reading: { cursor: '2', from: EVER } });
		expect(await poll(state, listed, noTime)).toEqual({ found: [], queries: [{ cursor: '2' }] });
		expect(state).toMatchObject({ complete: true, reading: undefined });
	});

	test.each<[string, Poll, IDataObject[]]>([
		['its cursor failed', { failedCursors: new Set(['2']) }, [{}, { cursor: '2' }]],
		['its cursor is stale', { status: 404 }, [{ cursor: '2' }, {}, { cursor: '2' }]],
	])('starts over if %s', async (_, settings, queries) => {
		const state = await stateAfter(listed, noTime);
		expect(await poll(state, listed, { ...settings, ...noTime })).toEqual({ found: [], queries });
	});

	test('of new orders does not count for updates', async () => {
		const state = await stateAfter(listed);
		const fromDate = time(-1 - DAY_MS);
		await poll(state, listed, noTime);
		expect(state.reading).toEqual({ cursor: '2', from: NOW - 1 - DAY_MS });
		const resumed = await poll({ ...state }, listed, noTime);
		expect(resumed.queries).toEqual([{ fromDate, cursor: '2' }]);
		const updates = await poll(state, listed, { ...noTime, events: ['orderUpdated'] });
		expect(updates.queries).toEqual([{}, { cursor: '2' }]);
	});

	test('reports a cursor that fails', async () => {
		const state = await stateAfter(listed, noTime);
		const failedCursors = new Set<string>();
		await expect(poll(state, listed, { failedCursors, status: 403 })).rejects.toThrow('rejected');
		expect([...failedCursors]).toEqual(['2']);
	});
});
