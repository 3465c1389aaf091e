import type { Connector, Evse } from './schemas.mts';
import type { Base64Ids } from './seededIds.mts';
import { mix, seededPick } from './seeded.mts';

/** Maximum number of connectors per location; each has its own number for the ID. */
export const CONNECTORS_PER_LOCATION = 64;

type Socket = Omit<Connector, 'id'>;

const TYPE2_22: Socket = {
	standard: 'Type2',
	power: 22_000,
	power_type: 'AC_3_PHASE',
	max_amperage: 32,
	max_voltage: 400,
};
const TYPE2_11: Socket = { ...TYPE2_22, power: 11_000, max_amperage: 16 };
const SCHUKO: Socket = {
	standard: 'Schuko',
	power: 3_680,
	power_type: 'AC_1_PHASE',
	max_amperage: 16,
	max_voltage: 230,
};
const COMBO_50: Socket = {
	standard: 'Combo',
	power: 50_000,
	power_type: 'DC',
	max_amperage: 125,
	max_voltage: 500,
};
const CHADEMO: Socket = { ...COMBO_50, standard: 'Chademo' };
const COMBO_150: Socket = { ...COMBO_50, power: 150_000, max_amperage: 375, max_voltage: 920 };
const COMBO_300: Socket = { ...COMBO_50, power: 300_000, max_amperage: 500, max_voltage: 920 };

/** The sockets of a charging point, in town and along a motorway. */
const IN_TOWN = [
	[TYPE2_22],
	[TYPE2_11],
	[TYPE2_22],
	[TYPE2_11, SCHUKO],
	[COMBO_50, CHADEMO, TYPE2_22],
	[COMBO_150],
] as const;
const ON_THE_ROAD = [[COMBO_300], [COMBO_150, CHADEMO], [COMBO_300], [TYPE2_22]] as const;

const STATUSES = [
	'AVAILABLE',
	'AVAILABLE',
	'AVAILABLE',
	'AVAILABLE',
	'CHARGING',
	'CHARGING',
	'OCCUPIED',
	'OUTOFORDER',
	'RESERVED',
	'UNKNOWN',
] as const;

interface Charger {
	/** Index of the location. */
	index: number;
	seed: number;
	onTheRoad: boolean;
	/** Such as `DE*NLL`. */
	operator: string;
	lastUpdated: string;
	connectorIds: Base64Ids;
	evseIds: Base64Ids;
}

/** Returns the charging points of a location. */
export function seededEvses(charger: Charger): Evse[] {
	const { index, seed, onTheRoad, operator, lastUpdated } = charger;
	const dice = (...rolls: number[]) => mix(seed, 0xe75e, index, ...rolls);
	const count = onTheRoad ? 2 + (dice(0) % 5) : 1 + (dice(0) % 3);
	let socket = 0;
	return Array.from({ length: count }, (_, place) => {
		const sockets = seededPick<readonly Socket[]>(
			onTheRoad ? ON_THE_ROAD : IN_TOWN,
			seed,
			index,
			place,
			1,
		);
		return {
			uid: charger.evseIds.at(index * CONNECTORS_PER_LOCATION + place),
			evse_id: `${operator}*E${String(index).padStart(6, '0')}*${place + 1}`,
			physical_reference: String(place + 1),
			status: seededPick(STATUSES, seed, index, place, 2),
			capabilities: [
				...(dice(place, 3) % 10 > 0 ? ['REMOTE_START_STOP_CAPABLE'] : []),
				...(dice(place, 4) % 4 === 0 ? ['RESERVABLE'] : []),
				...(onTheRoad && dice(place, 5) % 3 === 0 ? ['PLUG_AND_CHARGE_CAPABLE'] : []),
			],
			connectors: sockets.map((one) => ({
				id: charger.connectorIds.at(index * CONNECTORS_PER_LOCATION + socket++),
				...one,
			})),
			last_updated: lastUpdated,
		};
	});
}
