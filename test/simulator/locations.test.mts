import type { Location } from '../../simulator/simulator.mts';
import { useSimulator } from '../engine/againstSimulator.mts';

const simulator = useSimulator();
let all: Location[];
beforeAll(() => (all = [...simulator().locations]));

function ids(locations: Location[]): string[] {
	return locations.map(({ id }) => id);
}

describe('the map', () => {
	test('has 20,000 locations with unique IDs like those of the page', () => {
		expect(all).toHaveLength(20_000);
		expect(new Set(ids(all)).size).toBe(20_000);
		const connectors = all.flatMap(({ evses }) =>
			evses.flatMap((evse) => evse.connectors.map(({ id }) => id)),
		);
		expect(new Set(connectors).size).toBe(connectors.length);
		const odd = [...ids(all), ...connectors].filter((id) => !/^[\w/+]{22}==$/.test(id));
		expect(odd).toEqual([]);
		expect(connectors.some((id) => id.includes('/') && id.includes('+'))).toBe(true);
	});
});

test('a session on a connector of the map has its location', () => {
	const location = all[3];
	const evse = location?.evses[1] ?? location?.evses[0];
	const connectorId = evse?.connectors[0]?.id ?? '';
	const sessionId = simulator().sessions.start(connectorId, 'any');
	expect(simulator().sessions.get(sessionId)).toMatchObject({
		connectorId,
		site: location?.name,
		charger: { chargingStationName: location?.name, evseId: evse?.evse_id },
	});
	expect(simulator().locations.plug('not on the map')).toBeUndefined();
});
