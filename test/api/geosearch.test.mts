import type { INodeParameters } from 'n8n-workflow';

import { ApiError } from '../../nodes/PlugsurfingEmp/api/client.ts';
import { searchLocations } from '../../nodes/PlugsurfingEmp/api/locationSearch.ts';
import { getLocation, locationsIn } from '../../nodes/PlugsurfingEmp/api/locations.ts';
import type { Fault, Simulator } from '../../simulator/simulator.mts';
import { withSimulator } from '../engine/againstSimulator.mts';
import { expectError, results, runOperation } from '../engine/operation.mts';
import { fakeClient } from '../support/fakeClient.mts';

// Each test has its own base URL, because the path that worked is remembered.
const SMALL = { keys: 10, locations: 50 };
const ELSEWHERE = { ...SMALL, geosearchUnder: '/emp/v1' } as const;

const OPERATIONS: Record<string, { parameters: INodeParameters; path: string; activity: string }> =
	{
		search: {
			parameters: { latitude: 52.52, longitude: 13.405, distance: 1_000_000 },
			path: '/v1/geosearch/radius',
			activity: 'search for locations around 52.52, 13.405',
		},
		searchRoute: {
			parameters: { route: '[[52.52, 13.405]]', distance: 500_000 },
			path: '/v1/geosearch/radius',
			activity: 'search for locations around 52.52, 13.405',
		},
		getAll: { parameters: {}, path: '/v1/geosearch/batch', activity: 'list the locations' },
	};
const names = Object.keys(OPERATIONS);

function run(simulator: Simulator, operation: string, parameters: INodeParameters = {}, items = 1) {
	return runOperation(
		simulator,
		`location.${operation}`,
		{ ...OPERATIONS[operation]?.parameters, ...parameters },
		{ items: Array.from({ length: items }, () => ({})) },
	);
}

function paths({ requests }: Simulator): string[] {
	return requests.map(({ pathname }) => pathname.replace('/drive', ''));
}

function firstId({ locations }: Simulator): string {
	const [first] = locations;
	return first?.id ?? '';
}

/** Responses to an unknown path. */
const NOTHING_THERE: [string, Omit<Extract<Fault, { kind: 'status' }>, 'path'>, string][] = [
	[
		'404',
		{ kind: 'status', status: 404, body: { message: 'No route' } },
		'Plugsurfing did not find it (404): No route',
	],
	[
		'403 Missing Authentication Token',
		{ kind: 'status', status: 403, body: { message: 'Missing Authentication Token' } },
		'Plugsurfing denied access (403): Missing Authentication Token',
	],
];

describe('the path of geosearch', () => {
	test.each(names)('%s: makes no extra request if the first path works', async (operation) => {
		await withSimulator(SMALL, async (simulator) => {
			await run(simulator, operation);
			await run(simulator, operation);
			const path = OPERATIONS[operation]?.path ?? '';
			expect(paths(simulator)).toEqual([path, path]);
		});
	});

	test.each(names)(
		'%s: uses the other path from then on if the first does not exist',
		async (operation) => {
			await withSimulator(ELSEWHERE, async (simulator) => {
				const found = results(await run(simulator, operation));
				expect(found.length).toBeGreaterThan(0);
				expect(results(await run(simulator, operation))).toEqual(found);
				const path = OPERATIONS[operation]?.path ?? '';
				expect(paths(simulator)).toEqual([path, `/emp${path}`, `/emp${path}`]);
			});
		},
	);

	test.each(NOTHING_THERE)('%s means that the path does not exist', async (_, fault) => {
		await withSimulator(ELSEWHERE, async (simulator) => {
			simulator.faults.add({ ...fault, path: '/v1/geosearch/radius' });
			expect(results(await run(simulator, 'search')).length).toBeGreaterThan(0);
			expect(paths(simulator)).toEqual(['/v1/geosearch/radius', '/emp/v1/geosearch/radius']);
		});
	});

	test.each(NOTHING_THERE)(
		'%s at both paths is one error that names both',
		async (_, fault, reads) => {
			await withSimulator(SMALL, async (simulator) => {
				simulator.faults.add({ ...fault, times: 'always' });
				for (const operation of names) {
					const { path = '', activity = '' } = OPERATIONS[operation] ?? {};
					const result = await run(simulator, operation);
					expectError(
						result,
						`Could not ${activity}: ${reads}. Neither ${path} nor /emp${path} was found`,
					);
					expect(result.error?.description).toContain('ask Plugsurfing for the address');
				}
				expect(simulator.requests).toHaveLength(2 * names.length);
			});
		},
	);

	test.each<[number, string]>([
		[403, 'Forbidden'],
		[400, 'Nonsense'],
		[500, 'Missing Authentication Token'],
	])('status %i with "%s" says nothing about the path', async (status, message) => {
		await withSimulator(SMALL, async (simulator) => {
			simulator.faults.add({ kind: 'status', status, body: { message } });
			const result = await run(simulator, 'search', { options: { maxRetries: 0 } });
			expect(result.error?.message).toContain(`(${status}): ${message}`);
			expect(result.error?.message).not.toContain('nothing at');
			expect(simulator.requests).toHaveLength(1);
		});
	});

	test('if the other path fails differently, the message also mentions the first', async () => {
		await withSimulator(ELSEWHERE, async (simulator) => {
			simulator.faults.add({ kind: 'status', status: 400, path: '/emp/v1/geosearch/radius' });
			expectError(
				await run(simulator, 'search'),
				'Could not search for locations around 52.52, 13.405: Plugsurfing rejected the request as invalid (400): Bad Request. Before that, /v1/geosearch/radius was not found',
			);
		});
	});

	test('concurrent items each find the other path, and later items use it directly', async () => {
		await withSimulator(ELSEWHERE, async (simulator) => {
			await run(simulator, 'search', { options: { maxConcurrent: 5 } }, 20);
			const tried = paths(simulator).filter((path) => path === '/v1/geosearch/radius');
			expect(tried.length).toBeLessThanOrEqual(5);
			expect(simulator.requests).toHaveLength(20 + tried.length);
		});
	});

	test('the path that worked for one operation is tried first for the others', async () => {
		await withSimulator(ELSEWHERE, async (simulator) => {
			await run(simulator, 'search');
			simulator.clearRequests();
			await run(simulator, 'getAll');
			expect(paths(simulator)).toEqual(['/emp/v1/geosearch/batch']);
		});
		await withSimulator(SMALL, async (simulator) => {
			await run(simulator, 'search');
			simulator.clearRequests();
			simulator.faults.add({ kind: 'status', status: 404, path: '/v1/geosearch/batch' });
			simulator.faults.add({
				kind: 'withoutList',
				path: '/emp/v1/geosearch/batch',
				body: { locations: [{ id: 'a' }] },
			});
			expect(results(await run(simulator, 'getAll'))).toEqual([{ id: 'a' }]);
			expect(paths(simulator)).toEqual(['/v1/geosearch/batch', '/emp/v1/geosearch/batch']);
		});
	});

	test('a 404 at a path that has worked does not try the other one', async () => {
		await withSimulator(SMALL, async (simulator) => {
			await run(simulator, 'search');
			simulator.faults.add({ kind: 'status', status: 404 });
			expectError(
				await run(simulator, 'search'),
				'Could not search for locations around 52.52, 13.405: Plugsurfing did not find it (404): Not Found',
			);
			expect(simulator.requests).toHaveLength(2);
		});
	});

	test('an HTML page does not prove that the path exists', async () => {
		await withSimulator(ELSEWHERE, async (simulator) => {
			simulator.faults.add({ kind: 'html' });
			expect((await run(simulator, 'search')).error?.message).toContain('an HTML page');
			expect(results(await run(simulator, 'search')).length).toBeGreaterThan(0);
			expect(paths(simulator)).toEqual([
				'/v1/geosearch/radius',
				'/v1/geosearch/radius',
				'/emp/v1/geosearch/radius',
			]);
		});
	});
});

describe('Location > Get', () => {
	const UNKNOWN = { locationId: 'unknown' };

	test('uses the other path if the first does not exist', async () => {
		await withSimulator(ELSEWHERE, async (simulator) => {
			const locationId = firstId(simulator);
			const encoded = encodeURIComponent(locationId);
			expect(results(await run(simulator, 'get', { locationId }))).toMatchObject([
				{ id: locationId },
			]);
			await run(simulator, 'get', { locationId });
			expect(paths(simulator)).toEqual([
				`/v1/geosearch/${encoded}`,
				`/emp/v1/geosearch/${encoded}`,
				`/emp/v1/geosearch/${encoded}`,
			]);
		});
	});

	test('names both paths after a 404 if none has worked yet', async () => {
		await withSimulator(SMALL, async (simulator) => {
			simulator.faults.add({ kind: 'status', status: 404, times: 'always' });
			expectError(
				await run(simulator, 'get', UNKNOWN),
				'Could not get the location unknown: there is no such location (404): Not Found. Neither /v1/geosearch/unknown nor /emp/v1/geosearch/unknown was found',
			);
		});
	});

	test('distinguishes a missing location from a missing path', async () => {
		await withSimulator(ELSEWHERE, async (simulator) => {
			const result = await run(simulator, 'get', UNKNOWN);
			expect(result.error?.message).toContain(
				'there is no such location (404): Location not found',
			);
			expect(result.error).toMatchObject({ httpCode: '404' });
		});
	});

	test.each([
		['/v1', SMALL],
		['/emp/v1', ELSEWHERE],
	])(
		'once a search has worked under %s, a 404 means a missing location',
		async (under, options) => {
			await withSimulator(options, async (simulator) => {
				await run(simulator, 'search');
				simulator.clearRequests();
				expectError(
					await run(simulator, 'get', UNKNOWN),
					'Could not get the location unknown: there is no such location (404): Location not found',
				);
				expect(paths(simulator)).toEqual([`${under}/geosearch/unknown`]);
			});
		},
	);

	test('switches to the path of a search that works in the meantime', async () => {
		const requested: string[] = [];
		let searched: () => void = () => undefined;
		const whenSearched = new Promise<void>((done) => (searched = done));
		const client = fakeClient({
			request: async ({ path }) => {
				requested.push(path);
				if (path === '/emp/v1/geosearch/a') return { id: 'a' };
				if (path === '/emp/v1/geosearch/radius') return { locations: [] };
				// The response for the location arrives once the search has found its path.
				if (path === '/v1/geosearch/a') await whenSearched;
				throw new ApiError('Not there', { kind: 'notFound', status: 404, remedy: '' });
			},
		});
		const got = getLocation(client, 'a', {});
		const circle = { latitude: 0, longitude: 0, distance: 1 };
		await searchLocations(client, circle, { filters: {}, matchingOnly: false });
		searched();
		expect(await got).toEqual({ id: 'a' });
		expect(requested.sort()).toEqual([
			'/emp/v1/geosearch/a',
			'/emp/v1/geosearch/radius',
			'/v1/geosearch/a',
			'/v1/geosearch/radius',
		]);
		const pages = locationsIn(client, { countries: [] });
		await expect(pages.next()).rejects.toThrow(
			'Not there. Neither /emp/v1/geosearch/batch nor /v1/geosearch/batch was found',
		);
	});
});
