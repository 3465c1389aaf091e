/**
 * Decimals of the currencies that do not have two (ISO 4217). The API returns amounts in minor units: 1840 is
 * 18.40 EUR, but 1840 JPY.
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

/** Converts an amount in minor units to the currency's unit: 1840 EUR to 18.4. */
export function fromMinorUnits(amount: number, currency: string): number {
	// A division rounds once; a multiplication by 0.01 would round twice.
	return amount / 10 ** (DECIMALS.get(currency) ?? 2);
}
