import type { Location } from './schemas.mts';
import { mix, seededId } from './seeded.mts';

const PERCENT_OFF_FOR_FLEETS = 10;

/** ISO 4217; all other countries on the map use the euro. */
const CURRENCIES: Record<string, string> = {
	GBR: 'GBP',
	CHE: 'CHF',
	NOR: 'NOK',
	SWE: 'SEK',
	DNK: 'DKK',
	POL: 'PLN',
	CZE: 'CZK',
	HUN: 'HUF',
	ISL: 'ISK',
};

/**
 * Adds a price to each connector of a location. The format is a reseller's
 * (docs/api-facts.md#location-objects), with elements as in OCPI (assumed). The prices are invented: 0.49 per
 * kWh for AC, 0.69 for DC, less for members of a fleet.
 */
export function priced(location: Location, fleetId: string | undefined): Location {
	const currency = CURRENCIES[location.country ?? ''] ?? 'EUR';
	return {
		...location,
		evses: location.evses.map((evse) => ({
			...evse,
			connectors: evse.connectors.map((connector) => {
				const full = connector.power_type === 'DC' ? 0.69 : 0.49;
				const price = fleetId === undefined ? full : (full * (100 - PERCENT_OFF_FOR_FLEETS)) / 100;
				const perKwh = Number(price.toFixed(4));
				return {
					...connector,
					price: {
						id: seededId(10, 0x9a1ce, mix(Math.round(perKwh * 10_000))),
						description: `${perKwh} ${currency} per kWh`,
						currency,
						priceIncludesVat: 'true',
						vatRate: '22',
						elements: [{ price_components: [{ type: 'ENERGY', price: perKwh, step_size: 1 }] }],
					},
				};
			}),
		})),
	};
}
