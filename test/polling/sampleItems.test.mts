import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../nodes/PlugsurfingEmp/api/http/request.ts';
import type { PollEvent } from '../../nodes/PlugsurfingEmp/polling/eventTypes.ts';
import { sampleItems } from '../../nodes/PlugsurfingEmp/polling/sampleItems.ts';
import { fakeClient } from '../support/fakeClient.mts';
import { keyNamed } from '../support/pageExamples.mts';

const NOW = Date.parse('2026-05-05T12:00:00.000Z');
const DAY_MS = 86_400_000;

function after(ms: number): string {
	return new Date(NOW + ms).toISOString();
}

function order(id: string, created?: string): IDataObject {
	return { id, status: 'ORDER_CREATED', created };
}

/** The sample of these events if the account contains these rows; a cursor makes the list endless. */
async function sample(
	events: PollEvent[],
	lists: {
		keys?: IDataObject[];
		recent?: IDataObject[];
		products?: IDataObject[];
		cursor?: boolean;
	},
) {
	const requests: Array<ApiRequest['query']> = [];
	const client = fakeClient({
		now: () => NOW,
		request({ path, query = {} }) {
			requests.push(query);
			const { keys = [], recent = [], products = recent } = lists;
			const cursor = lists.cursor ? String(requests.length) : undefined;
			if (path.endsWith('keys')) return Promise.resolve({ keys, cursor });
			const listed = query['fromDate'] ? recent : products;
			return Promise.resolve({ products: listed, ...(listed.length > 0 && { cursor }) });
		},
	});
	const options = { events: new Set(events), daysBeforeExpiry: 30, emitExisting: false };
	return { items: await sampleItems(client, options), requests };
}

test('the sample of an order is the newest one of the last 30 days', async () => {
	const recent = [order('a', after(-2)), order('b', after(-1)), order('c', after(-3)), order('d')];
	const { items, requests } = await sample(['orderCreated', 'orderUpdated'], { recent });
	expect(items).toEqual([
		{ event: 'orderCreated', ...recent[1] },
		{ event: 'orderUpdated', ...recent[1] },
	]);
	expect(requests).toEqual([{ fromDate: after(-30 * DAY_MS), pageSize: 100 }]);
});

test('without a recent order, it is the newest one', async () => {
	const products = [order('none'), order('old', after(-90 * DAY_MS))];
	const { items, requests } = await sample(['orderUpdated'], { products });
	expect(items).toMatchObject([{ event: 'orderUpdated', id: 'old' }]);
	expect(requests).toMatchObject([{ fromDate: after(-30 * DAY_MS) }, { pageSize: 100 }]);
	expect(requests[1]).not.toHaveProperty('fromDate');
});

test.each<[number, string]>([
	[-1, 'first'],
	[0, 'first'],
	[1, 'second'],
	[30 * DAY_MS, 'second'],
	[30 * DAY_MS + 1, 'first'],
])('a key that expires in %i ms: the %s key is the sample of expiring soon', async (left, name) => {
	const keys = [keyNamed('first'), keyNamed('second', { validTo: after(left) })];
	const { items } = await sample(['chargingKeyExpiring'], { keys });
	expect(items).toMatchObject([{ event: 'chargingKeyExpiring', keyIdentifier: name }]);
});

test('the other events show the first key in their form', async () => {
	const keys = [keyNamed('first'), keyNamed('second', { validTo: after(1) })];
	const { items, requests } = await sample(
		['chargingKeyAdded', 'chargingKeyChanged', 'chargingKeyRemoved'],
		{ keys },
	);
	expect(items).toEqual([
		{ event: 'chargingKeyAdded', ...keys[0] },
		{ event: 'chargingKeyChanged', ...keys[0], changedFields: ['enabled'] },
		{ event: 'chargingKeyRemoved', keyIdentifier: 'first' },
	]);
	expect(requests).toMatchObject([{ page_size: 500 }]);
});

test('at most 500 rows are read of each list', async () => {
	const rows = (count: number) =>
		Array.from({ length: count }, () => ({ ...keyNamed('k'), id: '1' }));
	const lists = { keys: rows(250), recent: rows(100), cursor: true };
	const { items, requests } = await sample(['orderUpdated', 'chargingKeyAdded'], lists);
	expect(items).toHaveLength(2);
	expect(requests).toHaveLength(5 + 2);
	const older = await sample(['orderUpdated'], { products: rows(100), cursor: true });
	expect(older.requests).toHaveLength(1 + 5);
});

test('an empty account has no samples', async () => {
	const { items } = await sample(['orderUpdated', 'chargingKeyAdded', 'chargingKeyExpiring'], {});
	expect(items).toEqual([]);
});
