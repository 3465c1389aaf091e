import { getEventListeners } from 'node:events';

import { TooSlow, withTimeout } from '../../../nodes/PlugsurfingEmp/api/http/timeouts.ts';

let late: AbortController;
let timeout: jest.SpyInstance;

beforeEach(() => {
	late = new AbortController();
	timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
});
afterEach(() => {
	expect(timeout.mock.calls).toEqual([[5000]]);
	// Otherwise each finished request would stay in memory until its time is over.
	expect(getEventListeners(late.signal, 'abort')).toEqual([]);
	jest.restoreAllMocks();
});

test('a response in time is returned', async () => {
	expect(await withTimeout(Promise.resolve('body'), 5)).toBe('body');
});

test('an error in time is thrown', async () => {
	await expect(withTimeout(Promise.reject(new Error('lost')), 5)).rejects.toThrow('lost');
});

test('a request that takes too long is given up, and its response ignored', async () => {
	let respond: (body: string) => void = () => undefined;
	const request = new Promise<string>((resolve) => (respond = resolve));
	const result = withTimeout(request, 5);
	late.abort();
	await expect(result).rejects.toBeInstanceOf(TooSlow);
	respond('late');
	await request;
});
