import { setImmediate } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import {
	MAX_REMEMBERED,
	SeenRequests,
	type RequestState,
} from '../../nodes/PlugsurfingEmp/webhook/seenRequests.ts';

/** Claims a request that n8n accepts at once, unless told otherwise. */
function start(
	seen: SeenRequests,
	requestId: string,
	staticData: IDataObject,
	accepted = Promise.resolve(true),
): RequestState['state'] {
	const request = seen.claim(requestId, staticData, () => accepted);
	if (request.state === 'new') request.remember();
	return request.state;
}

test('requests saved by 1.0.0 are known', async () => {
	const seen = new SeenRequests();
	const staticData: IDataObject = {};
	start(seen, 'old', staticData);
	await setImmediate();
	const text = staticData['requests'];
	expect(text).toMatch(/^\S{12}$/);
	expect(start(new SeenRequests(), 'old', { requests: text })).toBe('started');
});

test('a request whose workflow failed counts as new, in this process and after a restart', async () => {
	const seen = new SeenRequests();
	const staticData: IDataObject = {};
	const failed = seen.claim('failed', staticData, () => Promise.resolve(false), false);
	const done = seen.claim('done', staticData, () => Promise.resolve(true), false);
	for (const request of [failed, done]) if (request.state === 'new') request.remember();
	await setImmediate();
	await setImmediate();
	expect(start(seen, 'done', { ...staticData })).toBe('started');
	for (const later of [seen, new SeenRequests()]) {
		expect(start(later, 'failed', { ...staticData })).toBe('new');
	}
});

/** What n8n never responds to. */
const NEVER = new Promise<boolean>(() => undefined);

/** The text that is saved for a request. */
function savedAs(requestId: string): string {
	const staticData: IDataObject = {};
	start(new SeenRequests(), requestId, staticData, NEVER);
	const { requests } = staticData;
	return typeof requests === 'string' ? requests : '';
}

const [A, B, C, D] = ['a', 'b', 'c', 'd'].map(savedAs);

/** Two started requests in a process that keeps two. */
async function full(): Promise<SeenRequests> {
	const seen = new SeenRequests(2);
	for (const id of ['a', 'b']) {
		start(seen, id, {});
		await setImmediate();
	}
	return seen;
}

test('a save contains the newest started requests and its own, and counts those dropped', async () => {
	const seen = await full();
	const staticData: IDataObject = {};
	start(seen, 'c', staticData, NEVER);
	await setImmediate();
	expect(staticData).toEqual({ requests: `${B} ${C}`, evictedRequests: 1 });
	// It also saves what starts while n8n has not responded to it.
	start(seen, 'd', {});
	await setImmediate();
	expect(staticData).toEqual({ requests: `${D} ${C}`, evictedRequests: 2 });
});

test('a request that was dropped is not read again from an older save', async () => {
	const seen = await full();
	start(seen, 'c', {});
	await setImmediate();
	const older: IDataObject = { requests: `${A} ${B}`, evictedRequests: 0 };
	expect(start(seen, 'b', { ...older })).toBe('started');
	expect(start(seen, 'a', { ...older }, NEVER)).toBe('new');
});

test('the number of dropped requests and only whole entries are read from a save', async () => {
	const seen = new SeenRequests(2);
	const staticData: IDataObject = { requests: `cut ${A} ${B}`, evictedRequests: 5 };
	start(seen, 'c', staticData, NEVER);
	await setImmediate();
	expect(staticData).toEqual({ requests: `${B} ${C}`, evictedRequests: 6 });
});

test('a request without a response is lost after exactly an hour', () => {
	const seen = new SeenRequests();
	const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
	start(seen, 'a', {}, NEVER);
	clock.mockReturnValue(3_599_999);
	expect(seen.hasPending()).toBe(true);
	expect(start(seen, 'a', {})).toBe('pending');
	clock.mockReturnValue(3_600_000);
	expect(seen.hasPending()).toBe(false);
	expect(start(seen, 'a', {}, NEVER)).toBe('new');
	clock.mockRestore();
});

const MAX = 500;

describe('after twice as many requests as are remembered, eight at a time,', () => {
	const all = Array.from({ length: 2 * MAX }, (_, n) => `request-${n}`);
	const newest = all.slice(-MAX);
	const seen = new SeenRequests(MAX);
	/** The database: the last write replaces all others. */
	let stored: IDataObject = {};
	const order: string[] = [];

	beforeAll(async () => {
		const stale: IDataObject[] = [];
		const left = [...all.entries()].reverse();
		const worker = async () => {
			for (let next = left.pop(); next; next = left.pop()) {
				const [index, id] = next;
				// Now and then an execution replaces everything with what it loaded long ago.
				if (index % 50 === 49) stored = { ...stale[Math.max(0, stale.length - 15)] };
				const staticData = { ...stored };
				if (index % 10 === 0) stale.push({ ...stored });
				let accept: (ok: boolean) => void = () => undefined;
				const accepted = new Promise<boolean>((resolve) => (accept = resolve));
				expect(start(seen, id, staticData, accepted)).toBe('new');
				for (let turn = 0; turn <= index % 5; turn++) await setImmediate();
				stored = { ...staticData };
				await setImmediate();
				order.push(id);
				accept(true);
				await setImmediate();
			}
		};
		await Promise.all(Array.from({ length: 8 }, worker));
	});

	test('exactly the newest ones are remembered', () => {
		expect(order).toHaveLength(2 * MAX);
		expect(seen.size).toBe(MAX);
		const remembered = order.slice(-MAX);
		expect(remembered.filter((id) => newest.includes(id)).length).toBeGreaterThan(MAX - 50);
		for (const id of remembered) expect(start(seen, id, {})).toBe('started');
		expect(start(seen, order[MAX - 1] ?? '', {}, Promise.resolve(false))).toBe('new');
	});

	test('the next call saves exactly these', async () => {
		const staticData = { ...stored };
		expect(start(seen, order.at(-1) ?? '', staticData)).toBe('started');

		const next = new SeenRequests(MAX);
		for (const id of order.slice(-MAX)) {
			expect(start(next, id, { ...staticData })).toBe('started');
		}
		expect(next.size).toBe(MAX);
		expect(start(next, order[MAX - 1] ?? '', {}, Promise.resolve(false))).toBe('new');
		await setImmediate();
	});
});

test('10,000 requests are remembered in less than 150 kB of static data', async () => {
	const hashes = Array.from({ length: MAX_REMEMBERED }, (_, n) => String(n).padStart(12, 'x'));
	const staticData: IDataObject = { requests: hashes.join(' ') };
	const seen = new SeenRequests();
	expect(start(seen, 'one more', staticData)).toBe('new');
	await setImmediate();
	expect(seen.size).toBe(10_000);
	expect(staticData.requests).toMatch(hashes.slice(1).join(' '));
	expect(staticData.requests).not.toMatch(hashes[0] ?? '');
	expect(JSON.stringify(staticData).length).toBeLessThan(150_000);
});
