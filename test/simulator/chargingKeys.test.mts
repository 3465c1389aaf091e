import { useSimulator } from '../engine/againstSimulator.mts';
import { emp } from '../support/emp.mts';
import { pageOf } from '../support/listing.mts';
import { NEW_KEY } from '../support/pageExamples.mts';

const PATH = '/emp/v1/charging-keys';
const NOW = Date.parse('2026-03-01T12:00:00.000Z');

const simulator = useSimulator({ keys: 1000, now: () => NOW, requestsPerMinute: 100_000 });

describe('list', () => {
	test('returns 100 keys and a cursor by default', async () => {
		const page = pageOf(await emp(simulator(), 'GET', PATH));
		expect(page.keys).toEqual([...simulator().chargingKeys].slice(0, 100));
		expect(page.cursor).toEqual(expect.any(String));
	});

	test('omits the cursor on the last page', async () => {
		const params = { fleetId: 'y1nNLJqb7m', page_size: 500 };
		const page = pageOf(await emp(simulator(), 'GET', PATH, { params }));
		expect(page.keys).toHaveLength(300);
		expect(new Set(page.keys.map(({ fleetId }) => fleetId))).toEqual(new Set(['y1nNLJqb7m']));
		expect(page).not.toHaveProperty('cursor');
	});

	test.each([9, 501, 'many', '', 10.5])('rejects page_size %j', async (page_size) => {
		expect(await emp(simulator(), 'GET', PATH, { params: { page_size } })).toMatchObject({
			status: 400,
		});
	});

	test.each(['__proto__=a', '__proto__=a&__proto__=b', 'constructor=a'])(
		'rejects %s like any other unknown parameter',
		async (query) => {
			expect(await emp(simulator(), 'GET', `${PATH}?${query}`)).toMatchObject({ status: 400 });
		},
	);

	test('rejects a broken cursor and one of another query', async () => {
		const { cursor } = pageOf(await emp(simulator(), 'GET', PATH));
		for (const params of [
			{ cursor: '0VEAR5v76m' },
			{ cursor: `${cursor}A` },
			{ cursor: String(cursor).slice(0, -1) },
			{ cursor, fleetId: 'y1nNLJqb7m' },
		]) {
			expect(await emp(simulator(), 'GET', PATH, { params })).toMatchObject({ status: 400 });
		}
	});
});

describe('create', () => {
	test('stores the identifier as it was sent', async () => {
		const answer = await emp(simulator(), 'POST', PATH, { data: NEW_KEY });
		expect(answer).toMatchObject({
			status: 200,
			data: { ...NEW_KEY, validTo: '2029-03-01T12:00:00.000Z' },
		});
		expect([...simulator().chargingKeys].at(-1)).toEqual(answer.data);
		expect(simulator().requests.at(-1)).toMatchObject({
			method: 'POST',
			path: '/drive/emp/v1/charging-keys',
			operationId: 'createChargingKey',
			body: NEW_KEY,
			status: 200,
			at: NOW,
		});
	});

	test.each([
		['no body', undefined],
		['no visual number', { keyIdentifier: 'e0e03336' }],
		['an odd number of digits', { ...NEW_KEY, keyIdentifier: 'e0e' }],
		['no hexadecimal digits', { ...NEW_KEY, keyIdentifier: 'BnZd3qp87z' }],
		['a number', { ...NEW_KEY, keyIdentifier: 36330 }],
		['an empty fleet', { ...NEW_KEY, fleetId: '' }],
		['an enabled that is text', { ...NEW_KEY, enabled: 'true' }],
	])('rejects %s', async (_, data) => {
		expect(await emp(simulator(), 'POST', PATH, { data })).toMatchObject({ status: 400 });
		expect(simulator().chargingKeys.count).toBe(1000);
	});
});
