import { isoDuration, type Bill } from '../simulator/sessionBill.mts';

/** What charging costs in a country: minor units without VAT, and VAT in thousandths. */
export interface Tariff {
	currency: string;
	vat: string;
	vatThousandths: number;
	startFee: number;
	perKwh: number;
}

export const TARIFFS: readonly [Tariff, ...Tariff[]] = [
	{ currency: 'EUR', vat: '19', vatThousandths: 190, startFee: 100, perKwh: 49 },
	{ currency: 'EUR', vat: '20', vatThousandths: 200, startFee: 0, perKwh: 57 },
	{ currency: 'SEK', vat: '25', vatThousandths: 250, startFee: 995, perKwh: 613 },
	{ currency: 'CHF', vat: '8.1', vatThousandths: 81, startFee: 150, perKwh: 53 },
];

const POWER_W = 11_000;
const HOUR = 3_600_000;

/** What a session costs. One without energy was plugged in and did not charge. */
export function billFor(tariff: Tariff, chargedMs: number, isEmpty: boolean): Bill {
	const wattHours = isEmpty ? 0 : Math.round((POWER_W * chargedMs) / HOUR);
	const net = isEmpty ? 0 : tariff.startFee + Math.round((wattHours * tariff.perKwh) / 1000);
	return {
		duration: isoDuration(chargedMs),
		energy: { unit: 'WH', value: wattHours },
		price: {
			currencyCode: tariff.currency,
			minorExclVat: net,
			minorInclVat: net + Math.round((net * tariff.vatThousandths) / 1000),
			vat: tariff.vat,
		},
		receiptAvailable: true,
	};
}
