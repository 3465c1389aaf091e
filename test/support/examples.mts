import type { INodeParameters } from 'n8n-workflow';

import type { ExampleAccount } from './exampleAccount.mts';

/** The parameters of an operation whose results are shown. */
export interface Example {
	/** The parameters in words. */
	says: string;
	parameters: (account: ExampleAccount) => INodeParameters;
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const brandenburgGate = { latitude: '52.516275', longitude: '13.377704' };

/** An operation without required fields needs none. */
const DEFAULTS: Example = { says: 'All fields as they are', parameters: () => ({}) };

/** The example of an operation such as `session.start`. */
export function exampleOf(operation: string): Example {
	return examples[operation] ?? DEFAULTS;
}

const examples: Record<string, Example> = {
	'chargingKey.create': {
		says: 'Key Identifier `e0e03336`, Visual Number `DE-9FS-C045DS363-E`',
		parameters: () => ({ keyIdentifier: 'e0e03336', visualNumber: 'DE-9FS-C045DS363-E' }),
	},
	'chargingKey.disable': {
		says: 'A charging key from the list',
		parameters: ({ keyIdentifier }) => ({ chargingKeyId: byId(keyIdentifier) }),
	},
	'chargingKey.enable': {
		says: 'A charging key from the list',
		parameters: ({ keyIdentifier }) => ({ chargingKeyId: byId(keyIdentifier) }),
	},
	'chargingKey.export': {
		says: 'Format CSV; the file is in the binary field `data`',
		parameters: () => ({ format: 'csv', options: { fileName: 'charging-keys.csv' } }),
	},
	'chargingKey.get': {
		says: 'Look Up By Visual Number, the number on a card as Value',
		parameters: ({ visualNumber }) => ({ lookUpBy: 'visualNumber', value: visualNumber }),
	},
	'chargingKey.getAll': {
		says: 'Return All',
		parameters: () => ({ returnAll: true }),
	},
	'chargingKey.sync': {
		says: 'A row with a new Key Identifier, Dry Run on',
		parameters: () => ({ keyIdentifier: 'e0e03337', visualNumber: 'DE-9FS-C045DS364-C' }),
	},
	'fleet.create': {
		says: 'Fleet ID `sales-berlin`, Fleet Name `Sales Berlin`',
		parameters: () => ({
			fleetId: 'sales-berlin',
			additionalFields: { fleetName: 'Sales Berlin' },
		}),
	},
	'fleet.getInvitation': {
		says: 'Fleet ID `y1nNLJqb7m`. The shape of the response is not public: this is what the simulator returns',
		parameters: () => ({ fleetId: 'y1nNLJqb7m' }),
	},
	'fleet.rename': {
		says: 'Fleet ID `y1nNLJqb7m`, Fleet Name `Sales Berlin`',
		parameters: () => ({ fleetId: 'y1nNLJqb7m', fleetName: 'Sales Berlin' }),
	},
	'location.get': {
		says: 'A Location ID that a search has found',
		parameters: ({ locationId }) => ({ locationId }),
	},
	'location.getAll': {
		says: 'Limit 1',
		parameters: () => ({ limit: 1 }),
	},
	'location.search': {
		says: 'The Brandenburg Gate (Latitude `52.516275`, Longitude `13.377704`), Output Connectors',
		parameters: () => ({ ...brandenburgGate, limit: 1, output: 'connectors' }),
	},
	'location.searchArea': {
		says: 'Berlin (Top Latitude `52.68`, Bottom Latitude `52.34`, Left Longitude `13.09`, Right Longitude `13.76`), Limit 1',
		parameters: () => ({
			topLatitude: '52.68',
			bottomLatitude: '52.34',
			leftLongitude: '13.09',
			rightLongitude: '13.76',
			limit: 1,
		}),
	},
	'location.searchRoute': {
		says: 'A Route of two points, `[[52.5163, 13.3777], [52.3906, 13.0645]]`, Output Connectors',
		parameters: () => ({
			route: '[[52.5163, 13.3777], [52.3906, 13.0645]]',
			limit: 1,
			output: 'connectors',
		}),
	},
	'order.assign': {
		says: 'An order from the list',
		parameters: ({ orderId }) => ({ orderId: byId(orderId) }),
	},
	'order.create': {
		says: 'A fleet from the list, the product "Charging card" from the list, an Address',
		parameters: () => ({
			fleetId: byId('y1nNLJqb7m'),
			productId: byId('Am07b6Q7JZ'),
			address: {
				firstName: 'Frans',
				lastName: 'Anderson',
				address: 'First Way 261b',
				postalCode: '85960',
				city: 'Wistful Vista',
				country: 'Austria',
			},
		}),
	},
	'order.getAll': {
		says: 'Limit 1',
		parameters: () => ({ limit: 1 }),
	},
	'session.get': {
		says: 'The Session ID of a session that is complete',
		parameters: (account) => ({ sessionId: account.completeAfter(40, account.connectorId) }),
	},
	'session.start': {
		says: 'A Connector ID, a charging key from the list',
		parameters: ({ connectorId, keyIdentifier }) => ({
			connectorId: byId(connectorId),
			chargingKeyId: byId(keyIdentifier),
		}),
	},
	'session.stop': {
		says: 'The Session ID of a session that is charging',
		parameters: (account) => ({ sessionId: account.chargingFor(20, account.connectorId) }),
	},
};
