import type { ChargingKey, Order } from '../../simulator/simulator.mts';
import { PAGE_ORDER } from '../../simulator/seededOrder.mts';

/** The examples of https://developer.plugsurfing.com/docs/emp. */

export const NEW_KEY = {
	keyIdentifier: 'e0e03336',
	fleetId: 'y1nNLJqb7m',
	contractId: 'DE-9FS-C045DS363-E',
	visualNumber: 'DE-9FS-C045DS363-E',
	enabled: true,
};

export const KEY: ChargingKey = {
	keyIdentifier: '3633e0e0',
	validTo: '2022-01-24T11:25:54.210Z',
	contractId: 'DE-9FS-C045DS363-E',
	visualNumber: 'DE-9FS-C045DS363-E',
	fleetId: 'y1nNLJqb7m',
	enabled: true,
};

/** A key that does not expire soon. */
export function keyNamed(keyIdentifier: string, changes: Partial<ChargingKey> = {}): ChargingKey {
	return {
		keyIdentifier,
		validTo: '2040-01-01T00:00:00.000Z',
		contractId: 'DE-8PS-C1',
		visualNumber: 'DE-8PS-C1',
		enabled: true,
		...changes,
	};
}

/** The first order of every simulator. */
export const ORDER: Order = PAGE_ORDER;

export const START = {
	connectorId:
		'aHeS4zN1UjzJf/HVDH66SbaItXqHvfLxexulktxTqJavgcbozuV9KJGqNYjmaQPwTb4Ck9wTZcWeEdfeco1srw==',
	keyIdentifier: 'BnZd3qp87z',
};

export const SESSION = {
	sessionStatus: 'COMPLETE',
	balanceStatus: 'PAID',
	charger: {
		chargingStationName: 'ZzZ 220218114136937169',
		connectorLabel: '1',
		evseId: 'NO*XXX*EZzZ220218114136937169*1',
	},
	chargingKeyType: 'virtual',
	connectorId: 'abcJd/vR5fvzBa0X/gxaXA==',
	duration: 'PT15M',
	energy: { unit: 'WH', value: 1840 },
	price: { currencyCode: 'NOK', minorExclVat: 0, minorInclVat: 0, vat: '25' },
	receiptAvailable: false,
	sessionId: 'Zw4z33VbNYC',
	site: 'ZzZ 220218114135485264',
	startTime: '2022-02-18T10:41:39.148Z',
};
