import type { Location } from '../../simulator/simulator.mts';
import { credentialFor, useSimulator } from '../engine/againstSimulator.mts';
import { search } from '../engine/listSearch.mts';
import { metresBetween, placeOf, type Place } from '../support/bruteForce.mts';

const simulator = useSimulator();
const BERLIN: Place = [52.52, 13.4];

/** The entries of all connectors near Berlin that can be started remotely, nearest first. */
function due(): { name: string; value: string }[] {
	return [...simulator().locations]
		.filter(({ country }) => country === 'DEU')
		.map((location) => ({ location, away: metresBetween(BERLIN, placeOf(location)) }))
		.filter(({ away }) => away <= 3000)
		.sort((a, b) => a.away - b.away)
		.flatMap(({ location }) => entriesOf(location));
}

function entriesOf({ evses, operator_display_name, address, city }: Location) {
	return evses
		.filter(({ capabilities }) => capabilities?.includes('REMOTE_START_STOP_CAPABLE'))
		.flatMap(({ connectors, evse_id, status }) =>
			connectors.map(({ id, standard, power }) => ({
				name: `${status} · ${standard} ${(power ?? 0) / 1000} kW · ${operator_display_name} · ${address}, ${city} · ${evse_id}`,
				value: id,
			})),
		);
}

describe('the list of connectors', () => {
	test('has those near the coordinates, named by operator, street, EVSE, power and status', async () => {
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

	test.each(['52.52, 13.40', ' 52.52 13.4 ', '+52.520;13.4', '52.52,13.4,'])(
		'takes coordinates as people type them: %j',
		async (filter) => {
			expect((await search(simulator(), 'searchConnectors', filter)).results).toEqual(
				due().slice(0, 100),
			);
		},
	);

	test('a connector of a location without coordinates comes last', async () => {
		const evses = [{ status: 'AVAILABLE', connectors: [{ id: 'c' }] }];
		const coordinates = { latitude: 52.52, longitude: 13.4 };
		const locations = [
			{ id: 'lost', city: 'Nowhere', evses },
			{ id: 'near', city: 'Berlin', coordinates, evses },
		];
		simulator().faults.add({ kind: 'withoutList', body: { locations } });
		const { results } = await search(simulator(), 'searchConnectors', '52.52,13.40');
		expect(results.map(({ name }) => name)).toEqual(['AVAILABLE · Berlin', 'AVAILABLE · Nowhere']);
	});

	test('is narrowed by words after the coordinates', async () => {
		const { results } = await search(simulator(), 'searchConnectors', '52.52,13.4 available type2');
		const wanted = due().filter(({ name }) => name.includes('AVAILABLE') && name.includes('Type2'));
		expect(wanted.length).toBeGreaterThan(3);
		expect(results).toEqual(wanted.slice(0, 100));
	});

	test.each([undefined, '', '5', '52.52', '52.52,', '-', '91,13', '0,181', 'Berlin'])(
		'says what to type as long as %j is no point, and nothing is sent',
		async (filter) => {
			expect(await search(simulator(), 'searchConnectors', filter)).toEqual({
				results: [{ name: 'Type coordinates first, such as 52.52,13.40', value: '' }],
			});
			expect(simulator().requests).toEqual([]);
		},
	);

	test('names a connector by what is known of it', async () => {
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
		const credential = credentialFor(simulator(), { apiKey: 'nobody-knows-me' });
		await expect(
			search(simulator(), 'searchConnectors', '52.52,13.40', undefined, credential),
		).rejects.toMatchObject({
			message:
				'Could not search for locations around 52.52, 13.4: Plugsurfing did not accept the API key (401): Unauthorized',
		});
	});
});
