import { useSimulator, withSimulator, credentialFor } from '../engine/againstSimulator.mts';
import { search } from '../engine/listSearch.mts';
import { KEY, ORDER } from '../support/pageExamples.mts';

/** The date of a status in a label, so that it stays true in a saved workflow. */
const today = () => `as of ${new Date().toISOString().slice(0, 10)}`;

describe('the list of charging keys', () => {
	const simulator = useSimulator({ keys: 1200 });
	const keys = () => [...simulator().chargingKeys];

	test('starts with a page of keys that are distinguishable by name', async () => {
		const { results, paginationToken } = await search(simulator(), 'searchChargingKeys');

		expect(results.map(({ value }) => value)).toEqual(
			keys()
				.slice(0, 500)
				.map(({ keyIdentifier }) => keyIdentifier),
		);
		expect(paginationToken).toEqual(expect.any(String));
		expect(simulator().requests.map(({ path }) => path)).toEqual([
			'/drive/emp/v1/charging-keys?page_size=500',
		]);
	});

	test('names a key by "disabled", visual number, contract and fleet, each once', () =>
		withSimulator({ keys: 0 }, async (other) => {
			other.chargingKeys.add(KEY);
			other.chargingKeys.add({
				...KEY,
				keyIdentifier: 'aabbccdd',
				visualNumber: 'Card 7',
				fleetId: undefined,
				enabled: false,
			});
			expect((await search(other, 'searchChargingKeys')).results).toEqual([
				{ name: 'DE-9FS-C045DS363-E · 3633e0e0 · fleet y1nNLJqb7m', value: '3633e0e0' },
				{
					name: `disabled ${today()} · Card 7 · DE-9FS-C045DS363-E · aabbccdd`,
					value: 'aabbccdd',
				},
			]);
		}));

	test('has every key once, page by page', async () => {
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const { results, paginationToken } = await search(
				simulator(),
				'searchChargingKeys',
				undefined,
				token,
			);
			values.push(...results.map(({ value }) => value));
			token = paginationToken;
		} while (token !== undefined);

		expect(values).toEqual(keys().map(({ keyIdentifier }) => keyIdentifier));
	});

	describe('finds a key on the third page', () => {
		const LAST = {
			...KEY,
			keyIdentifier: 'FEED0001',
			visualNumber: 'Zoë 42',
			contractId: 'XX-123-C0000001-X',
			fleetId: 'nightShift',
		};
		beforeEach(() => {
			simulator().chargingKeys.add(LAST);
		});

		test.each([
			['its visual number', 'Zoë 42'],
			['its visual number in capitals', 'ZOË'],
			['its contract', 'XX-123-C0000001-X'],
			['a part of its contract', '123-c0000001'],
			['its fleet', 'nightshift'],
			['its identifier', 'feed0001'],
			['words of several fields in any order', '  nightshift   zoë '],
		])('by %s', async (_, filter) => {
			const { results, paginationToken } = await search(simulator(), 'searchChargingKeys', filter);
			expect(results.map(({ value }) => value)).toEqual(['FEED0001']);
			expect(paginationToken).toBeUndefined();
			expect(simulator().requests).toHaveLength(3);
		});
	});

	test('a search stops once the drop-down is full, and its token finds the rest', async () => {
		const filter = 'de-8ps';
		const first = await search(simulator(), 'searchChargingKeys', filter);
		expect(first.results).toHaveLength(500);
		expect(simulator().requests).toHaveLength(1);

		const second = await search(
			simulator(),
			'searchChargingKeys',
			filter,
			first.paginationToken as string,
		);
		expect(second.results[0]?.value).toBe(keys()[500]?.keyIdentifier);
	});

	test('a search without a match returns an empty list', async () => {
		await expect(search(simulator(), 'searchChargingKeys', 'unmatched')).resolves.toEqual({
			results: [],
			paginationToken: undefined,
		});
	});

	test('a key without any name is listed by its identifier', async () => {
		simulator().faults.add({ kind: 'withoutList', body: { keys: [{ keyIdentifier: 'aabb' }] } });
		const { results } = await search(simulator(), 'searchChargingKeys');
		expect(results).toEqual([{ name: 'aabb', value: 'aabb' }]);
	});

	describe('failures', () => {
		test('a wrong API key', async () => {
			const credential = credentialFor(simulator(), { apiKey: 'unknown-key' });
			await expect(
				search(simulator(), 'searchChargingKeys', '', undefined, credential),
			).rejects.toMatchObject({
				message:
					'Could not list the charging keys: Plugsurfing did not accept the API key (401): Unauthorized',
				description: expect.stringContaining('Check the API Key') as string,
			});
		});

		test('an HTML page', async () => {
			simulator().faults.add({ kind: 'html', after: 1 });
			await expect(search(simulator(), 'searchChargingKeys', 'unmatched')).rejects.toMatchObject({
				message:
					'Could not list the charging keys: the response is an HTML page instead of a list of charging keys. 1 page with 500 charging keys had arrived; partial lists are never returned',
			});
		});

		test('a repeated cursor, which never counts as the end of the list', async () => {
			simulator().faults.add({ kind: 'repeatedCursor', times: 'always', after: 1 });
			await expect(search(simulator(), 'searchChargingKeys', 'unmatched')).rejects.toMatchObject({
				message: expect.stringContaining('returned the same page marker (cursor) twice') as string,
			});
			expect(simulator().requestCount).toBe(2);
		});

		test('a cursor that is not text continues the list', async () => {
			const body = { keys: [], cursor: 7 };
			simulator().faults.add({ kind: 'withoutList', body });
			await search(simulator(), 'searchChargingKeys').catch(() => undefined);
			expect(simulator().requests.map(({ query }) => query.cursor)).toEqual([undefined, '7']);
		});
	});

	test('a search gives up after its maximum number of keys and says how to continue', () =>
		withSimulator({ keys: 50_001 }, async (other) => {
			await expect(search(other, 'searchChargingKeys', 'unmatched')).rejects.toMatchObject({
				message:
					'Found no match for "unmatched" in the first 50,000 charging keys. Choose By ID and enter the key identifier.',
			});
			expect(other.requestCount).toBe(100);
		}));

	test('a list of only empty pages gives up without quoting a search', async () => {
		simulator().faults.add({ kind: 'emptyPage', times: 'always' });
		const failure: unknown = await search(simulator(), 'searchChargingKeys').catch(
			(error: unknown) => error,
		);
		expect(failure).toMatchObject({
			message: expect.stringMatching(/^Found no match in the first/) as string,
		});
		expect(failure).not.toMatchObject({
			message: expect.stringContaining('undefined') as string,
		});
	});
});

describe('the list of fleets', () => {
	const key = (number: number, fleetId?: string) => ({
		...KEY,
		keyIdentifier: number.toString(16).padStart(8, '0'),
		fleetId,
	});

	test('has each fleet that a charging key belongs to once, in order', () =>
		withSimulator({ keys: 0 }, async (other) => {
			for (let number = 0; number < 600; number++) {
				other.chargingKeys.add(key(number, number % 100 === 0 ? undefined : `fleet-${number % 7}`));
			}
			other.chargingKeys.add(key(600, 'a-late-one'));
			const names = ['a-late-one', ...[0, 1, 2, 3, 4, 5, 6].map((number) => `fleet-${number}`)];
			const { results, paginationToken } = await search(other, 'searchFleets');
			expect(results).toEqual(names.map((name) => ({ name, value: name })));
			expect(paginationToken).toBeUndefined();
			expect(other.requests).toHaveLength(2);
			expect(await search(other, 'searchFleets', 'LATE')).toEqual({
				results: [{ name: 'a-late-one', value: 'a-late-one' }],
			});
		}));

	test('is longer than other lists', () =>
		withSimulator({ keys: 0 }, async (other) => {
			for (let number = 0; number < 1100; number++) {
				other.chargingKeys.add(key(number, `fleet-${number}`));
			}
			expect((await search(other, 'searchFleets')).results).toHaveLength(1100);
		}));

	test('says how to continue if a search finds no match in its maximum number of keys', () =>
		withSimulator({ keys: 50_001, fleets: 0 }, async (other) => {
			await expect(search(other, 'searchFleets', 'unmatched')).rejects.toMatchObject({
				message:
					'Found no match for "unmatched" in the first 50,000 charging keys. Choose By ID and enter the fleet ID.',
			});
		}));
});

describe('the list of orders', () => {
	const simulator = useSimulator({ keys: 10, orders: 250 });

	test("names the page's example by id, name, company, city, day and status", async () => {
		const { results } = await search(simulator(), 'searchOrders');
		expect(results[0]).toEqual({
			name: `aYnky297eG · Frans Anderson · Low area Corp. · Wistful Vista · 2023-06-26 · ORDER_ASSIGNED ${today()}`,
			value: 'aYnky297eG',
		});
		expect(results).toHaveLength(100);
		expect(simulator().requests.map(({ path }) => path)).toEqual([
			'/drive/emp/v1/orders?pageSize=100',
		]);
	});

	test.each([
		['its id', 'zzlast'],
		['its first name', 'þorgerður'],
		['its city', 'reyðarfjörður'],
		['its day', '2031-12-24'],
		['its status and name', 'on_hold þorgerður'],
	])('finds an order on the third page by %s', async (_, filter) => {
		simulator().orders.add({
			...ORDER,
			id: 'zzLast',
			address: { firstName: 'Þorgerður', lastName: null, city: 'Reyðarfjörður' },
			created: '2031-12-24T08:00:00Z',
			status: 'ON_HOLD',
		});
		const { results } = await search(simulator(), 'searchOrders', filter);
		expect(results).toEqual([
			{
				name: `zzLast · Þorgerður · Reyðarfjörður · 2031-12-24 · ON_HOLD ${today()}`,
				value: 'zzLast',
			},
		]);
	});

	test('includes an order whose address is null', async () => {
		const body = { products: [{ id: 'x', status: 'NEW', address: null, created: null }] };
		simulator().faults.add({ kind: 'withoutList', body });
		const { results } = await search(simulator(), 'searchOrders');
		expect(results).toEqual([{ name: `x · NEW ${today()}`, value: 'x' }]);
	});
});
