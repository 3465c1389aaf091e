import type { Location } from '../../simulator/simulator.mts';
import { credentialFor, useSimulator } from '../engine/againstSimulator.mts';
import { search } from '../engine/listSearch.mts';
import { metresBetween, placeOf, type Place } from '../support/bruteForce.mts';

const simulator = useSimulator({ locations: 3000 });
const BERLIN: Place = [52.52, 13.4];

/** The entries of all connectors near Berlin that can be started remotely, nearest first. */
function due(status?: string): { name: string; value: string }[] {
	return [...simulator().locations]
		.filter(({ country }) => country === 'DEU')
		.map((location) => ({ location, away: metresBetween(BERLIN, placeOf(location)) }))
		.filter(({ away }) => away <= 3000)
		.sort((a, b) => a.away - b.away)
		.flatMap(({ location }) => entriesOf(location, status));
}

function entriesOf({ evses, operator_display_name, address, city }: Location, wanted?: string) {
	return evses
		.filter(({ capabilities }) => capabilities?.includes('REMOTE_START_STOP_CAPABLE'))
		.filter(({ status }) => wanted === undefined || status === wanted)
		.flatMap(({ connectors, evse_id }) =>
			connectors.map(({ id, standard, power }) => ({
				name: `${standard} ${(power ?? 0) / 1000} kW · ${operator_display_name} · ${address}, ${city} · ${evse_id}`,
				value: id,
			})),
		);
}

describe('the list of connectors', () => {
	test('has connectors near the coordinates, named by plug, power, operator, street and EVSE', async () => {
		const { results, paginationToken } = await search(
			simulator(),
			'searchConnectors',
			'52.52,13.40',
		);
		expect(due().length).toBeGreaterThan(20);
		expect(results).toEqual(due().slice(0, 100));
		expect(paginationToken).toBeUndefined();
		expect(simulator().requests).toHaveLength(1);
		expect(simulator().requests[0]?.query).toMatchObject({ latitude: '52.52', longitude: '13.4' });
	});

	test.each([
		'52.52, 13.40',
		' 52.52 13.4 ',
		'+52.520;13.4',
		'52.52,13.4,',
		'52,52 13,40',
		'52,52; 13,4',
		'52,52, 13,4 ',
		'52,52,13,4',
	])('accepts common spellings of coordinates: %j', async (filter) => {
		expect((await search(simulator(), 'searchConnectors', filter)).results).toEqual(
			due().slice(0, 100),
		);
	});

	test('a connector of a location without coordinates comes last', async () => {
		const evses = [{ status: 'AVAILABLE', connectors: [{ id: 'c' }] }];
		const coordinates = { latitude: 52.52, longitude: 13.4 };
		const locations = [
			{ id: 'lost', city: 'Nowhere', evses },
			{ id: 'near', city: 'Berlin', coordinates, evses },
		];
		simulator().faults.add({ kind: 'withoutList', body: { locations } });
		const { results } = await search(simulator(), 'searchConnectors', '52.52,13.40');
		expect(results.map(({ name }) => name)).toEqual(['Berlin', 'Nowhere']);
	});

	test.each(['52.52,13.4 available type2', '52,52 13,4 type2 available'])(
		'is filtered by words after the coordinates, without saving the status: %j',
		async (filter) => {
			const { results } = await search(simulator(), 'searchConnectors', filter);
			const wanted = due('AVAILABLE').filter(({ name }) => name.includes('Type2'));
			expect(wanted.length).toBeGreaterThan(3);
			expect(results).toEqual(wanted.slice(0, 100));
			expect(JSON.stringify(results)).not.toContain('AVAILABLE');
		},
	);

	test.each([
		['Berlin', '52.52', '13.405'],
		[' MUNICH, type2', '48.137', '11.575'],
		['munchen', '48.137', '11.575'],
		['Köln 50 kW', '50.938', '6.96'],
		['clermont-ferrand', '45.777', '3.087'],
		['san sebastian type2', '43.318', '-1.981'],
		['Łodz', '51.759', '19.456'],
		['Frankfurt am Main', '50.111', '8.682'],
	])('finds the connectors in a city: %j', async (filter, latitude, longitude) => {
		const { results } = await search(simulator(), 'searchConnectors', filter);
		expect(simulator().requests.map(({ query }) => query)).toMatchObject([{ latitude, longitude }]);
		expect(results.every(({ value }) => value !== '')).toBe(true);
	});

	const howTo = 'Type a city or coordinates: Berlin, or 52.52, 13.40';
	const unknown = 'Unknown city. Type coordinates, such as 52.52, 13.40';
	test.each([
		...[undefined, '', '5', '52.52', '52.52,', '-', '91, 13', '0;181', '52,52', '91,5 13,4'].map(
			(filter) => [filter, howTo] as const,
		),
		...['Ber', 'Winterfeld', 'Type2 Berlin'].map((filter) => [filter, unknown] as const),
	])('says what to type and sends nothing while %j is not a place', async (filter, name) => {
		expect(await search(simulator(), 'searchConnectors', filter)).toEqual({
			results: [{ name, value: '' }],
		});
		expect(simulator().requests).toEqual([]);
	});

	test('names a connector by its known fields', async () => {
		const coordinates = { latitude: '52.5', longitude: '13.4' };
		const evses = [{ uid: 'u', connectors: [{ id: 'c' }, { id: 'd', power: 3700 }] }];
		simulator().faults.add({
			kind: 'withoutList',
			body: {
				locations: [
					{ id: 'x', coordinates, city: 'Berlin', evses },
					{ id: 'without charging points', coordinates },
					{ id: 'without connectors', coordinates, evses: [{ uid: 'u' }] },
				],
			},
		});
		const { results } = await search(simulator(), 'searchConnectors', '52.52,13.40');
		expect(results).toEqual([
			{ name: 'Berlin', value: 'c' },
			{ name: '3.7 kW · Berlin', value: 'd' },
		]);
	});

	test('a failure is readable', async () => {
		const credential = credentialFor(simulator(), { apiKey: 'unknown-key' });
		await expect(
			search(simulator(), 'searchConnectors', '52.52,13.40', undefined, credential),
		).rejects.toMatchObject({
			message:
				'Could not search for locations around 52.52, 13.4: Plugsurfing did not accept the API key (401): Unauthorized',
		});
	});
});
