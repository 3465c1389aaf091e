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

test('what 1.0.0 has saved is known', async () => {
	const seen = new SeenRequests();
	const staticData: IDataObject = {};
	start(seen, 'old', staticData);
	await setImmediate();
	const text = staticData['requests'];
	expect(text).toMatch(/^\S{12}$/);
	expect(start(new SeenRequests(), 'old', { requests: text })).toBe('started');
});

test('a request whose workflow failed is new again, in this process and after a restart', async () => {
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

describe('20,000 requests, eight at a time', () => {
	const all = Array.from({ length: 20_000 }, (_, n) => `request-${n}`);
	const newest = all.slice(-MAX_REMEMBERED);
	const seen = new SeenRequests();
	/** The database: the last writer replaces what the others wrote. */
	let stored: IDataObject = {};
	const order: string[] = [];

	beforeAll(async () => {
		const stale: IDataObject[] = [];
		const left = [...all.entries()].reverse();
		const worker = async () => {
			for (let next = left.pop(); next; next = left.pop()) {
				const [index, id] = next;
				// Now and then what an execution had loaded long ago replaces everything.
				if (index % 500 === 499) stored = { ...stale[Math.max(0, stale.length - 15)] };
				const staticData = { ...stored };
				if (index % 100 === 0) stale.push({ ...stored });
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
	}, 120_000);

	test('exactly the newest 10,000 are remembered', () => {
		expect(order).toHaveLength(20_000);
		expect(seen.size).toBe(MAX_REMEMBERED);
		const remembered = order.slice(-MAX_REMEMBERED);
		expect(remembered.filter((id) => newest.includes(id)).length).toBeGreaterThan(9900);
		for (const id of remembered) expect(start(seen, id, {})).toBe('started');
		expect(start(seen, order[9_999] ?? '', {}, Promise.resolve(false))).toBe('new');
	});

	test('they take less than 150 kB of static data, and the next call saves exactly them', async () => {
		const staticData = { ...stored };
		expect(start(seen, order.at(-1) ?? '', staticData)).toBe('started');
		expect(JSON.stringify(staticData).length).toBeLessThan(150_000);

		const next = new SeenRequests();
		for (const id of order.slice(-MAX_REMEMBERED)) {
			expect(start(next, id, { ...staticData })).toBe('started');
		}
		expect(next.size).toBe(MAX_REMEMBERED);
		expect(start(next, order[9_999] ?? '', {}, Promise.resolve(false))).toBe('new');
		await setImmediate();
	});
});
