import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { emp, failureOf } from '../support/emp.mts';
import { pageOf } from '../support/listing.mts';

const KEYS = '/emp/v1/charging-keys';
const NEW_KEY = { keyIdentifier: 'e0e03336', visualNumber: 'v' };

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator({ keys: 50, requestsPerMinute: 100_000 });
});
beforeEach(() => {
	simulator.reset();
});
afterEach(() => {
	expect(simulator.contractBreaches).toEqual([]);
});
afterAll(() => simulator.close());

const list = (params: Record<string, unknown> = {}) => emp(simulator, 'GET', KEYS, { params });
const create = () => emp(simulator, 'POST', KEYS, { data: NEW_KEY });
const hasNewKey = () => simulator.chargingKeys.get(NEW_KEY.keyIdentifier) !== undefined;

async function statuses(count: number): Promise<number[]> {
	const answers: number[] = [];
	for (let request = 0; request < count; request++) answers.push((await list()).status);
	return answers;
}

describe('which requests', () => {
	test('so many, after so many', async () => {
		simulator.faults.add({ kind: 'status', status: 503, times: 2, after: 1 });
		expect(await statuses(5)).toEqual([200, 503, 503, 200, 200]);
		simulator.faults.add({ kind: 'status', status: 500, times: 'always' });
		expect(await statuses(3)).toEqual([500, 500, 500]);
		simulator.faults.clear();
		expect(await statuses(1)).toEqual([200]);
	});

	test('of a method, a path, a body', async () => {
		simulator.faults.add(
			{ kind: 'status', status: 501, method: 'put', times: 'always' },
			{ kind: 'status', status: 502, path: '/emp/v1/order/*/assign', times: 'always' },
			{ kind: 'status', status: 503, bodyIncludes: '"e0e03336"', times: 'always' },
		);
		expect(await statuses(1)).toEqual([200]);
		expect(await emp(simulator, 'PUT', `${KEYS}/a%2Fb/enable`)).toMatchObject({ status: 501 });
		expect(await emp(simulator, 'POST', '/emp/v1/order/a/assign')).toMatchObject({ status: 502 });
		expect(await create()).toMatchObject({ status: 503 });
		const data = { ...NEW_KEY, keyIdentifier: 'e0e03337' };
		expect(await emp(simulator, 'POST', KEYS, { data })).toMatchObject({ status: 200 });
	});
});

describe('instead of the answer', () => {
	test('a status, with headers and a body', async () => {
		const body = { message: 'Slow down' };
		simulator.faults.add({ kind: 'status', status: 429, headers: { 'Retry-After': '7' }, body });
		expect(await list()).toMatchObject({
			status: 429,
			headers: { 'retry-after': '7' },
			data: body,
		});
		simulator.faults.add({ kind: 'status', status: 500 });
		expect(await list()).toMatchObject({ data: { message: 'Internal Server Error' } });
	});

	test.each([
		[undefined, false],
		[true, true],
	])('a status, with tookEffect %j', async (tookEffect, effect) => {
		simulator.faults.add({ kind: 'status', status: 504, tookEffect });
		expect(await create()).toMatchObject({ status: 504 });
		expect(hasNewKey()).toBe(effect);
	});

	test.each([
		[undefined, false],
		[true, true],
	])('a reset, with tookEffect %j', async (tookEffect, effect) => {
		simulator.faults.add({ kind: 'reset', tookEffect });
		expect(await failureOf(create())).toBe('ECONNRESET');
		expect(hasNewKey()).toBe(effect);
		expect(simulator.requests.at(-1)).toMatchObject({ body: NEW_KEY, status: undefined });
	});

	test('nothing at all, and closing does not wait for it', async () => {
		const hanging = await startSimulator({ keys: 10 });
		hanging.faults.add({ kind: 'hang', times: 'always' });
		const timeout = emp(hanging, 'GET', KEYS, { timeout: 50 });
		expect(await failureOf(timeout)).toBe('ECONNABORTED');
		const waiting = failureOf(emp(hanging, 'GET', KEYS));
		while (hanging.requestCount < 2) await new Promise(setImmediate);
		await hanging.close();
		expect(await waiting).toBe('ECONNRESET');
	});
});

describe('spoiling the answer', () => {
	test('the connection breaks in the middle of the body', async () => {
		simulator.faults.add({ kind: 'truncated', how: 'connection' });
		expect(await failureOf(list())).toMatch(/ERR_BAD_RESPONSE|ECONNRESET/);
	});

	test('the same cursor for ever', async () => {
		simulator.faults.add({ kind: 'repeatedCursor', times: 'always' });
		const first = pageOf(await list({ page_size: 10 }));
		const second = pageOf(await list({ page_size: 10, cursor: first.cursor }));
		const third = pageOf(await list({ page_size: 10, cursor: second.cursor }));
		expect(new Set([first.cursor, second.cursor, third.cursor]).size).toBe(1);
		expect(second.keys).toEqual([...simulator.chargingKeys].slice(10, 20));
		const all = pageOf(await list({ page_size: 500 }));
		expect(pageOf(await list({ page_size: 500, cursor: all.cursor })).cursor).toBe(all.cursor);
	});

	test.each([null, '', 'made up'])('the cursor is %j', async (cursor) => {
		simulator.faults.add({ kind: 'cursor', cursor });
		expect(pageOf(await list())).toEqual({ keys: [...simulator.chargingKeys], cursor });
	});

	test('an empty page with a cursor that leads on', async () => {
		simulator.faults.add({ kind: 'emptyPage', times: 3, after: 1 });
		const pages: number[] = [];
		const cursors = new Set<unknown>();
		let cursor: string | null | undefined;
		do {
			const page = pageOf(await list({ page_size: 20, cursor }));
			pages.push(page.keys.length);
			cursor = page.cursor;
			cursors.add(cursor);
		} while (cursor);
		expect(pages).toEqual([20, 0, 0, 0, 20, 10]);
		expect(cursors.size).toBe(6);
	});
});
