import { Duration } from 'luxon';
import type { Session } from './schemas.mts';

const HOUR = 60 * 60 * 1000;
const POWER_W = 11_000;
const START_FEE_CENTS = 100;
const CENTS_PER_KWH = 49;
const VAT_PERCENT = 19;

/** The fields of a session that only a completed one has. */
export type Bill = Pick<Session, 'duration' | 'energy' | 'price' | 'receiptAvailable'>;

/**
 * Returns energy and price of a completed session: 11 kW, a start fee of 1.00 EUR, 0.49 EUR per kWh and 19 %
 * VAT. The format is that of the page's example, the numbers are invented; the fee gives short sessions a
 * price.
 */
export function billOf(chargedMs: number): Bill {
	const wattHours = Math.round((POWER_W * chargedMs) / HOUR);
	const minorExclVat = START_FEE_CENTS + Math.round((wattHours / 1000) * CENTS_PER_KWH);
	return {
		duration: isoDuration(chargedMs),
		energy: { unit: 'WH', value: wattHours },
		price: {
			currencyCode: 'EUR',
			minorExclVat,
			minorInclVat: Math.round((minorExclVat * (100 + VAT_PERCENT)) / 100),
			vat: String(VAT_PERCENT),
		},
		receiptAvailable: true,
	};
}

/** Converts milliseconds to an ISO 8601 duration in hours, minutes and whole seconds, such as `PT15M`. */
export function isoDuration(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	return Duration.fromObject({ seconds }).shiftTo('hours', 'minutes', 'seconds').toISO();
}
