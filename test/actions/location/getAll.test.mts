import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useSimulator, withSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import { expectError, expectRejected, results, runOperation } from '../../engine/operation.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import { hasAll } from '../../support/bruteForce.mts';

const simulator = useSimulator({ locations: 1200 });

function getLocations(parameters: INodeParameters = {}, run?: Partial<NodeRun>) {
	return runOperation(simulator(), 'location.getAll', parameters, run);
}

function ids(found: unknown[]): unknown[] {
	return found.map((location) => (location as IDataObject).id);
}

describe('Get Many locations', () => {
	test('Return All returns each once, in order, with the fewest requests', async () => {
		const found = results(await getLocations({ returnAll: true }));
		expect(found).toEqual([...simulator().locations]);
		expect(simulator().requests.map(({ query }) => query.page_size)).toEqual(['500', '500', '500']);
		expect(simulator().requests[0]?.path).toBe('/drive/v1/geosearch/batch?page_size=500');
	});

	test.each([
		[1, ['10']],
		[50, ['50']],
		[501, ['251', '251']],
	])('Limit %i returns exactly that many, with page sizes %j', async (limit, sizes) => {
		const found = results(await getLocations({ limit }));
		expect(ids(found)).toEqual(ids([...simulator().locations].slice(0, limit)));
		expect(simulator().requests.map(({ query }) => query.page_size)).toEqual(sizes);
	});

	test('an empty list is not an error', () =>
		withSimulator({ locations: 0 }, async (empty) => {
			const result = await runOperation(empty, 'location.getAll', { returnAll: true });
			expect(results(result)).toEqual([]);
		}));

	describe('filters', () => {
		test('Updated After returns only newer locations, for incremental copies', async () => {
			const all = [...simulator().locations];
			const lastUpdated = all[700]?.last_updated ?? '';
			const found = results(await getLocations({ returnAll: true, filters: { lastUpdated } }));
			expect(ids(found)).toEqual(ids(all.slice(701)));
			expect(simulator().requests[0]?.query).toEqual({
				last_updated: lastUpdated,
				page_size: '500',
			});

			const newest = all.at(-1)?.last_updated ?? '';
			const filters = { lastUpdated: newest };
			expect(results(await getLocations({ returnAll: true, filters }))).toEqual([]);
			simulator().locations.change(all[3]?.id ?? '', { last_updated: '2027-05-05T00:00:00.000Z' });
			const changed = results(await getLocations({ returnAll: true, filters }));
			expect(ids(changed)).toEqual([all[3]?.id]);
		});

		test.each([
			['DEU', 'DEU'],
			['deu, fr', 'DEU,FRA'],
			['Germany,France , Germany', 'DEU,FRA'],
			['The Netherlands', 'NLD'],
			['UK, Türkiye, turkey, Czech Republic', 'GBR,TUR,CZE'],
			['Bosnia & Herzegovina', 'BIH'],
			['United States', 'USA'],
		])('Countries sends %j as %s', async (countries, sent) => {
			const result = await getLocations({ filters: { countries } });
			expect(result.status).toBe('success');
			expect(simulator().requests[0]?.query).toEqual({ countries: sent, page_size: '50' });
		});

		test('Countries accepts a list and returns only locations in these countries', async () => {
			const result = await getLocations(
				{ returnAll: true, filters: { countries: '={{ $json.countries }}', powerType: 'DC' } },
				{ items: [{ countries: ['Norway', 'SWE'] }] },
			);
			const due = [...simulator().locations].filter(
				(location) =>
					['NOR', 'SWE'].includes(location.country ?? '') && hasAll(location, { powerType: 'DC' }),
			);
			expect(due.length).toBeGreaterThan(20);
			expect(ids(results(result))).toEqual(ids(due));
			// Requested concurrently and merged by date.
			expect(simulator().requests.map(({ query }) => query)).toEqual([
				{ countries: 'NOR', power_type: 'DC', page_size: '500' },
				{ countries: 'SWE', power_type: 'DC', page_size: '500' },
			]);
		});

		test('Countries with Limit is one list that ends once it has enough', async () => {
			const result = await getLocations({ limit: 12, filters: { countries: 'NOR, Sweden' } });
			const due = [...simulator().locations].filter(({ country = '' }) =>
				['NOR', 'SWE'].includes(country),
			);
			expect(ids(results(result))).toEqual(ids(due.slice(0, 12)));
			expect(simulator().requests.map(({ query }) => query)).toEqual([
				{ countries: 'NOR,SWE', page_size: '12' },
			]);
		});

		test.each<[INodeParameters, string]>([
			[
				{ countries: 'Germany, Atlantis' },
				'"Countries" must contain only ISO codes or English names of countries, and "Atlantis" is neither',
			],
			[
				{ countries: 'XX' },
				'"Countries" must contain only ISO codes or English names of countries, and "XX" is neither',
			],
			[{ countries: '={{ [true] }}' }, '"Countries" must be a list of strings, but it is [true]'],
			[{ powerType: '={{ "X" }}' }, '"Power Type" must be one of AC, DC, but it is "X"'],
			[
				{ lastUpdated: '={{ "yesterday" }}' },
				'"Updated After" must be a date such as 2026-01-31 or 2026-01-31T14:00:00Z, but it is "yesterday"',
			],
		])('%j is rejected', async (filters, message) => {
			expectRejected(simulator(), await getLocations({ filters }), message);
		});
	});

	describe('failures', () => {
		failsReadably(simulator, 'list the locations', (run) => getLocations({}, run));

		test('a failure half-way returns no partial list', async () => {
			simulator().faults.add({ kind: 'status', status: 400, after: 1 });
			expectError(
				await getLocations({ returnAll: true }),
				'Could not list the locations: Plugsurfing rejected the request as invalid (400): Bad Request. 1 page with 500 locations had arrived; partial lists are never returned',
			);
		});

		test.each([
			[{}, 'the response is a different object instead of a list of locations'],
			[{ locations: [{}] }, 'not all locations have the field id'],
		])('the response %j does not count as an empty list', async (body, complaint) => {
			simulator().faults.add({ kind: 'withoutList', body });
			expectError(await getLocations(), `Could not list the locations: ${complaint}`);
		});
	});
});
