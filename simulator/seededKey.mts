import type { ChargingKey } from './schemas.mts';
import { mix } from './seeded.mts';

const DAY = 24 * 60 * 60 * 1000;
const SPREAD_DAYS = 3 * 365;
const EVERY_NTH_IS_DISABLED = 20;

/**
 * Returns a seeded key. Everything except identifier and fleet depends only on seed, index and day.
 *
 * @param today milliseconds since 1970; keys expire up to three years before or after it
 */
export function seededKey(
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
		enabled: isEnabledAtFirst(index, seed),
	};
}

/** Returns whether a seeded key is initially enabled. */
export function isEnabledAtFirst(index: number, seed: number): boolean {
	return mix(seed, index, 3) % EVERY_NTH_IS_DISABLED !== 0;
}

/** Returns an eMobility account ID in the format of the page's examples, with an invented check digit. */
export function contractIdOf(number: number): string {
	return `DE-8PS-C${String(number).padStart(7, '0')}-${number % 9}`;
}
