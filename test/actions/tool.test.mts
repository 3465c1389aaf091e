import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useSimulator } from '../engine/againstSimulator.mts';
import { byId } from '../engine/operation.mts';
import { fromAI, toolOf } from '../engine/tool.mts';
import { KEY, NEW_KEY, START } from '../support/pageExamples.mts';

const simulator = useSimulator({
	keys: 30,
	orders: 15,
	sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
});
beforeEach(() => {
	simulator().chargingKeys.add(KEY);
	simulator().chargingKeys.add({ ...KEY, keyIdentifier: START.keyIdentifier });
});

/** The result of a tool called with these arguments. */
async function call(name: string, parameters: INodeParameters, args: IDataObject) {
	const tool = await toolOf(simulator(), name, parameters);
	return JSON.parse(await tool.invoke(args)) as unknown;
}

const create: INodeParameters = {
	keyIdentifier: fromAI('Key_Identifier'),
	visualNumber: fromAI('Visual_Number'),
	additionalFields: {
		byteOrder: fromAI('Byte_Order'),
		contractId: fromAI('Contract_ID'),
		enabled: fromAI('Enabled', 'boolean'),
		fleetId: fromAI('Fleet_ID'),
	},
};
const { keyIdentifier, visualNumber, fleetId, contractId } = NEW_KEY;

describe('as a tool of an agent', () => {
	test('is described to the model by the action of its operation', async () => {
		const tool = await toolOf(simulator(), 'location.search', {});
		expect(tool.description).toBe('Search locations around a point in Plugsurfing EMP');
		expect(tool.name).toBe('Plugsurfing_EMP');
	});

	describe('Create', () => {
		test('sends what the model filled in', async () => {
			const answer = await call('chargingKey.create', create, {
				Key_Identifier: '3633e0e0'.replace('36', 'a6'),
				Visual_Number: visualNumber,
				Byte_Order: 'bigEndian',
				Contract_ID: contractId,
				Enabled: false,
				Fleet_ID: fleetId,
			});
			expect(answer).toMatchObject([{ keyIdentifier: 'e0e033a6', enabled: false }]);
			expect(simulator().requests[0]?.body).toEqual({
				keyIdentifier: 'e0e033a6',
				visualNumber,
				contractId,
				enabled: false,
				fleetId,
			});
		});

		test('treats values that the model left empty as not set', async () => {
			const parameters = {
				...create,
				additionalFields: {
					byteOrder: fromAI('Byte_Order'),
					contractId: fromAI('Contract_ID'),
					enabled: fromAI('Enabled'),
					fleetId: fromAI('Fleet_ID'),
				},
			};
			await call('chargingKey.create', parameters, {
				Key_Identifier: keyIdentifier,
				Visual_Number: visualNumber,
				Byte_Order: '',
				Contract_ID: '',
				Enabled: '',
				Fleet_ID: ' ',
			});
			expect(simulator().requests[0]?.body).toEqual({ keyIdentifier, visualNumber });
		});

		test.each([
			[
				'is wrong with a field and how to fix it',
				'my card',
				/"Key Identifier" must be an even number of hexadecimal digits \(0-9, a-f\), but it is "my card"[^]*Nothing was sent/,
				0,
			],
			[
				'the API rejected and what to do',
				KEY.keyIdentifier,
				/it is already activated \(409\)[^]*A key can be created once/,
				1,
			],
		])('tells the model what %s', async (_, key, message, requests) => {
			const tool = await toolOf(simulator(), 'chargingKey.create', {
				keyIdentifier: fromAI('Key_Identifier'),
				visualNumber: fromAI('Visual_Number'),
			});
			const created = tool.invoke({ Key_Identifier: key, Visual_Number: visualNumber });
			await expect(created).rejects.toMatchObject({
				message: expect.stringMatching(message) as string,
			});
			expect(simulator().requests).toHaveLength(requests);
		});
	});

	test('Enable and Disable accept the ID that the model chose', async () => {
		const parameters = { chargingKeyId: byId(fromAI('Charging_Key')) };
		const args = { Charging_Key: KEY.keyIdentifier };
		expect(await call('chargingKey.disable', parameters, args)).toEqual([
			{ ...KEY, enabled: false },
		]);
		expect(await call('chargingKey.enable', parameters, args)).toEqual([KEY]);
	});

	test('Enable rejects an ID that the model left empty', async () => {
		const tool = await toolOf(simulator(), 'chargingKey.enable', {
			chargingKeyId: byId(fromAI('Charging_Key')),
		});
		await expect(tool.invoke({ Charging_Key: '' })).rejects.toMatchObject({
			message: expect.stringContaining('"Charging Key" must not be empty') as string,
		});
		expect(simulator().requests).toEqual([]);
	});

	describe('Search locations', () => {
		const search = {
			latitude: fromAI('Latitude', 'number'),
			longitude: fromAI('Longitude'),
			distance: fromAI('Distance'),
			limit: fromAI('Limit'),
			filters: {
				locationStatuses: fromAI('Location_Statuses'),
				minPower: fromAI('Min_Power'),
				open247: fromAI('Open'),
				additional: fromAI('Additional'),
			},
			options: { output: fromAI('Output'), language: fromAI('Language') },
		};

		test('accepts numbers and lists as text', async () => {
			await call('location.search', search, {
				Latitude: 52.52,
				Longitude: '13.405',
				Distance: '20000',
				Limit: '3',
				Location_Statuses: 'AVAILABLE,RESERVED',
				Min_Power: '50',
				Open: 'true',
				Additional: '{"greenEnergy": true}',
				Output: 'connectors',
				Language: 'de',
			});
			expect(simulator().requests[0]).toMatchObject({
				query: { latitude: '52.52', longitude: '13.405', distance: '20000', limit: '3' },
				body: {
					filters: {
						greenEnergy: true,
						locationStatuses: ['AVAILABLE', 'RESERVED'],
						power: 50_000,
						open247: true,
					},
				},
			});
		});

		test('treats values that the model left empty as not set', async () => {
			const names = ['Distance', 'Limit', 'Location_Statuses', 'Min_Power', 'Open', 'Additional'];
			const args: IDataObject = { Latitude: 52.52, Longitude: '13.405' };
			for (const name of [...names, 'Output', 'Language']) args[name] = '';
			await call('location.search', search, args);
			expect(simulator().requests[0]).toMatchObject({
				path: '/drive/v1/geosearch/radius?latitude=52.52&longitude=13.405&distance=3000&limit=50',
				body: { filters: {} },
			});
		});
	});

	describe('a session', () => {
		const start = {
			connectorId: byId(fromAI('Connector')),
			chargingKeyId: byId(fromAI('Charging_Key')),
			options: {
				waitUntilStarted: fromAI('Wait_Until_Started'),
				timeout: fromAI('Timeout'),
				pollInterval: fromAI('Poll_Interval'),
			},
		};
		const ids = { Connector: START.connectorId, Charging_Key: START.keyIdentifier };

		test('starts, treating empty options as not set', async () => {
			const unset = { Wait_Until_Started: '', Timeout: '', Poll_Interval: '' };
			const answer = await call('session.start', start, { ...ids, ...unset });
			expect(answer).toEqual([{ sessionId: [...simulator().sessions][0]?.sessionId }]);
		});
	});
});
