import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Location } from '../../../simulator/simulator.mts';
import { useSimulator } from '../../engine/againstSimulator.mts';
import { results, runOperation } from '../../engine/operation.mts';

const simulator = useSimulator({ requestsPerMinute: 1_000_000 });

const AROUND: Record<string, INodeParameters> = {
	'location.search': { latitude: 52.52, longitude: 13.405, distance: 5000 },
	'location.searchRoute': { route: '[[52.52, 13.40], [52.39, 13.06]]' },
};

async function rows(name: string, parameters: INodeParameters = {}): Promise<IDataObject[]> {
	const given = { ...AROUND[name], ...parameters };
	return results(await runOperation(simulator(), name, given)) as IDataObject[];
}

function requests(): unknown[] {
	return simulator().requests.map(({ method, path, bodyText }) => [method, path, bodyText]);
}

/** The expected row of a location, computed independently. */
function row({ id, name, address, postal_code, city, country, coordinates, evses }: Location) {
	const all = evses.flatMap(({ connectors }) => connectors);
	const free = evses.filter(({ status }) => status === 'AVAILABLE');
	return {
		locationId: id,
		name,
		address: `${address}, ${postal_code} ${city}, ${country}`,
		latitude: Number(coordinates.latitude),
		longitude: Number(coordinates.longitude),
		maxPowerKw: all.map(({ power = 0 }) => power / 1000).sort((a, b) => b - a)[0],
		freeConnectors: free.flatMap(({ connectors }) => connectors).length,
		totalConnectors: all.length,
	};
}

/** A location with the given parts. */
function location(parts: object = {}): object {
	return { id: 'L', coordinates: { latitude: '1.5', longitude: '-2' }, evses: [], ...parts };
}

const EMPTY = {
	locationId: 'L',
	name: null,
	address: null,
	latitude: 1.5,
	longitude: -2,
	maxPowerKw: null,
	freeConnectors: 0,
	totalConnectors: 0,
};

async function simplified(parts: object): Promise<unknown> {
	simulator().faults.add({ kind: 'withoutList', body: location(parts) });
	const [found] = await rows('location.get', { locationId: 'L', simplify: true });
	return found;
}

describe('locations with Simplify', () => {
	test.each([
		['location.search', ['distanceMetres']],
		['location.searchRoute', ['metresAlongRoute', 'metresFromRoute']],
		['location.getAll', []],
	])('%s returns up to ten flat fields of the same locations', async (name, positions) => {
		const raw = await rows(name);
		const asked = requests();
		const found = await rows(name, { simplify: true });

		expect(raw.length).toBeGreaterThan(10);
		expect(found).toEqual(
			raw.map((full) => ({
				...row(full as unknown as Location),
				...Object.fromEntries(positions.map((field) => [field, full[field]])),
			})),
		);
		expect(Object.keys(found[0] ?? {}).length).toBeLessThanOrEqual(10);
		expect(requests()).toEqual([...asked, ...asked]);
		expect(new Set(found.map(({ freeConnectors }) => freeConnectors)).size).toBeGreaterThan(1);
	});

	test('Get returns the same fields, paired with the input', async () => {
		const [first, second] = simulator().locations;
		const { outputs } = await runOperation(
			simulator(),
			'location.get',
			{ locationId: '={{ $json.id }}', simplify: true },
			{ items: [{ id: first?.id }, { id: second?.id }] },
		);
		expect(outputs).toEqual([
			[
				{ json: first && row(first), pairedItem: { item: 0 } },
				{ json: second && row(second), pairedItem: { item: 1 } },
			],
		]);
	});

	test.each([
		['location.search', ['distanceMetres']],
		['location.searchRoute', []],
	])(
		'%s returns connectors in up to ten flat fields, in the same order',
		async (name, position) => {
			const output = 'connectors';
			const raw = await rows(name, { output });
			const found = await rows(name, { output, simplify: true });
			expect(found).toEqual(
				raw.map((full) => ({
					locationName: full.locationName,
					address: expect.stringMatching(/^.+, \d+ .+, [A-Z]{3}$/) as string,
					standard: full.standard,
					powerKw: Number(full.power) / 1000,
					status: full.status,
					...Object.fromEntries(position.map((field) => [field, full[field]])),
					connectorId: full.connectorId,
					evseId: full.evseId,
					locationId: full.locationId,
				})),
			);
			expect(found).toHaveLength(50);
			expect(Object.keys(found[0] ?? {})).toEqual([
				'locationName',
				'address',
				'standard',
				'powerKw',
				'status',
				...position,
				'connectorId',
				'evseId',
				'locationId',
			]);
			for (const field of position) expect(raw[0]?.[field]).toEqual(expect.any(Number));
		},
	);

	test.each(['location.search', 'location.searchRoute'])(
		'%s returns aggregates unchanged',
		async (name) => {
			const options = { output: 'aggregates' };
			const raw = await rows(name, { options });
			expect(raw.length).toBeGreaterThan(0);
			expect(await rows(name, { options, simplify: true })).toEqual(raw);
		},
	);

	test('counts connectors as free only at available charging points', async () => {
		const plugs = (...powers: unknown[]) => powers.map((power, id) => ({ id: `c${id}`, power }));
		const evses = [
			{ uid: '1', status: 'AVAILABLE', connectors: plugs(22_000, 11_040) },
			{ uid: '2', status: 'OCCUPIED', connectors: plugs(150_000) },
			{ uid: '3', status: 'SOMETHING_NEW', connectors: plugs(undefined) },
			{ uid: '4', connectors: plugs('400') },
			{ uid: '5', status: 'AVAILABLE' },
		];
		expect(await simplified({ evses })).toEqual({
			...EMPTY,
			maxPowerKw: 150,
			freeConnectors: 2,
			totalConnectors: 5,
		});
	});

	test.each([
		[{}, null],
		[{ address: 'Main St 1', city: 'Oslo' }, 'Main St 1, Oslo'],
		[{ address: 'Main St 1', postal_code: '0150', city: ' ' }, 'Main St 1, 0150'],
		[{ city: 'Oslo', country: 'NOR' }, 'Oslo, NOR'],
		[{ address: null, city: 7 }, null],
	])('the address of %j is %j', async (parts, address) => {
		expect(await simplified(parts)).toEqual({ ...EMPTY, address });
	});

	test.each([[{}], [null], [{ latitude: '91', longitude: '0' }]])(
		'the coordinates %j become null, and the location stays',
		async (coordinates) => {
			expect(await simplified({ coordinates })).toEqual({
				...EMPTY,
				latitude: null,
				longitude: null,
			});
		},
	);
});
