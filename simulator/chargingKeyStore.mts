import { KeyIdentifiers } from './seededIds.mts';
import type { ChargingKey } from './schemas.mts';
import { mix, seededId, startOfDay } from './seeded.mts';
import { Store } from './store.mts';

const DAY = 24 * 60 * 60 * 1000;
const SPREAD_DAYS = 3 * 365;
const EVERY_NTH_IS_DISABLED = 20;
/** In each cycle of indices, every fleet has three keys, and one key has no fleet. */
const KEYS_PER_CYCLE = 3;

/** All charging keys. */
export class ChargingKeyStore extends Store<ChargingKey> {
	/** The fleets of the keys at the start. */
	readonly fleetIds: readonly string[];

	constructor(count: number, fleets: number, seed: number, now: () => number) {
		// The first one is the fleet in the page's examples.
		const fleetIds = Array.from({ length: fleets }, (_, fleet) =>
			fleet === 0 ? 'y1nNLJqb7m' : seededId(10, seed, 0xf1ee7, fleet),
		);
		const cycle = fleets * KEYS_PER_CYCLE + 1;
		const identifiers = new KeyIdentifiers(seed);
		const today = startOfDay(now());
		super(
			({ keyIdentifier }) => keyIdentifier,
			{
				count,
				make: (index) => {
					const place = index % cycle;
					const fleetId = place === cycle - 1 ? undefined : fleetIds[place % fleets];
					return seededKey(index, seed, identifiers.at(index), fleetId, today);
				},
				indexOf: (keyIdentifier) => identifiers.indexOf(keyIdentifier),
			},
			now,
		);
		this.fleetIds = fleetIds;
	}
}

/** Returns a key that expires up to three years before or after `today`, milliseconds since 1970. */
function seededKey(
	index: number,
	seed: number,
	keyIdentifier: string,
	fleetId: string | undefined,
	today: number,
): ChargingKey {
	const contractId = contractIdOf(index + 1);
	const validTo = today + ((mix(seed, index, 1) % (2 * SPREAD_DAYS)) - SPREAD_DAYS) * DAY;
	return {
		keyIdentifier,
		validTo: new Date(validTo + (mix(seed, index, 2) % DAY)).toISOString(),
		contractId,
		visualNumber: contractId,
		...(fleetId === undefined ? {} : { fleetId }),
		enabled: mix(seed, index, 3) % EVERY_NTH_IS_DISABLED !== 0,
	};
}

/** Returns an eMobility account ID in the format of the page's examples, with an invented check digit. */
export function contractIdOf(number: number): string {
	return `DE-8PS-C${String(number).padStart(7, '0')}-${number % 9}`;
}
