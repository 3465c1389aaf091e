/**
 * The currencies that do not have two decimals (ISO 4217). The API gives amounts in minor units: 1840 is 18.40 EUR, but
 * 1840 JPY.
 */
const DECIMALS = new Map([
	...[
		...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI'],
		...['VND', 'VUV', 'XAF', 'XOF', 'XPF'],
	].map((currency): [string, number] => [currency, 0]),
	...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((currency): [string, number] => [
		currency,
		3,
	]),
	...['CLF', 'UYW'].map((currency): [string, number] => [currency, 4]),
]);

/** An amount in minor units as a number in the currency's own unit: 1840 EUR is 18.4, exactly what JSON shows. */
export function fromMinorUnits(amount: number, currency: string): number {
	// A division rounds once, a multiplication by 0.01 would twice.
	return amount / 10 ** (DECIMALS.get(currency) ?? 2);
}
