import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Simulator } from '../../simulator/simulator.mts';
import { useSimulator } from '../engine/againstSimulator.mts';
import { byId, runOperation } from '../engine/operation.mts';
import { KEY } from '../support/pageExamples.mts';

const simulator = useSimulator({
	keys: 20,
	orders: 20,
	locations: 300,
	sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
});

beforeEach(() => {
	simulator().chargingKeys.add(KEY);
});

/** The value of each input item. */
const OWN = '={{ $json.own }}';

type Value = IDataObject[string];

interface Case {
	operation: string;
	parameters: INodeParameters;
	/** Of three items, the second of which fails. */
	values: (simulator: Simulator) => readonly [Value, Value, Value];
	/** Part of the result for a value. */
	result: (value: Value) => IDataObject;
}

const keys = ({ chargingKeys }: Simulator) =>
	[...chargingKeys].map(({ keyIdentifier }) => keyIdentifier);
const sessions = (server: Simulator) =>
	['a', 'b'].map((connector) => server.sessions.start(connector, keys(server)[0] ?? ''));
const around = <T,>([first, second]: readonly T[], bad: Value): readonly [T, Value, T] => {
	if (first === undefined || second === undefined) throw new Error('Two values are needed');
	return [first, bad, second];
};

const CASES: Case[] = [
	{
		operation: 'chargingKey.create',
		parameters: { keyIdentifier: OWN, visualNumber: 'any' },
		values: () => ['00000001', 'xyz', '00000002'],
		result: (keyIdentifier) => ({ keyIdentifier }),
	},
	...['enable', 'disable'].map((verb) => ({
		operation: `chargingKey.${verb}`,
		parameters: { chargingKeyId: byId(OWN) },
		values: (server: Simulator) => around(keys(server), 'unknown'),
		result: (keyIdentifier: Value) => ({ keyIdentifier, enabled: verb === 'enable' }),
	})),
	{
		operation: 'chargingKey.getAll',
		parameters: { limit: 1, filters: { fleetId: OWN } },
		values: ({ chargingKeys }) => around(chargingKeys.fleetIds, { id: 7 }),
		result: (fleetId) => ({ fleetId }),
	},
	{
		operation: 'order.getAll',
		parameters: { limit: 1, filters: { status: OWN } },
		values: () => ['ORDER_ASSIGNED', { id: 7 }, 'ORDER_CREATED'],
		result: (status) => ({ status }),
	},
	{
		operation: 'order.assign',
		parameters: { orderId: byId(OWN) },
		values: ({ orders }) =>
			around(
				[...orders].map(({ id }) => id),
				'unknown',
			),
		result: (id) => ({ id, status: 'ORDER_ASSIGNED' }),
	},
	{
		operation: 'fleet.create',
		parameters: { fleetId: OWN },
		values: ({ chargingKeys }) => ['new', chargingKeys.fleetIds[0] ?? '', 'newer'],
		result: (fleetId) => ({ fleetId }),
	},
	{
		operation: 'session.start',
		parameters: { connectorId: byId(OWN), chargingKeyId: byId(KEY.keyIdentifier) },
		values: () => ['first', '', 'second'],
		result: () => ({ sessionId: expect.any(String) as string }),
	},
	{
		operation: 'session.get',
		parameters: { sessionId: OWN },
		values: (server) => around(sessions(server), 'unknown'),
		result: (sessionId) => ({ sessionId, sessionStatus: 'STARTED' }),
	},
	{
		operation: 'session.stop',
		parameters: { sessionId: OWN },
		values: (server) => around(sessions(server), 'unknown'),
		result: (sessionId) => ({ sessionId, success: true }),
	},
	{
		operation: 'location.get',
		parameters: { locationId: OWN },
		values: ({ locations }) =>
			around(
				[...locations].map(({ id }) => id),
				'unknown',
			),
		result: (id) => ({ id }),
	},
	{
		operation: 'location.search',
		parameters: { latitude: OWN, longitude: 13.4, distance: 2_000_000, limit: 1 },
		values: () => [52.5, 91, 40],
		result: () => ({ distanceMetres: expect.any(Number) as number }),
	},
	{
		operation: 'location.searchArea',
		parameters: {
			topLatitude: OWN,
			bottomLatitude: 36,
			leftLongitude: -10,
			rightLongitude: 30,
			limit: 1,
		},
		values: () => [70, 'north', 44],
		result: () => ({ id: expect.any(String) as string }),
	},
	{
		operation: 'location.searchRoute',
		parameters: { route: OWN, distance: 300_000, limit: 1 },
		values: () => [[[52.52, 13.4]], 'none', [[48.1, 11.6]]],
		result: () => ({ metresFromRoute: expect.any(Number) as number }),
	},
];

test.each(CASES)(
	'$operation: each item has its own parameters, and a failing one affects no other',
	async ({ operation, parameters, values, result }) => {
		const own = values(simulator());
		const { status, outputs } = await runOperation(simulator(), operation, parameters, {
			items: own.map((value) => ({ own: value, more: 'kept' })),
			onError: 'continueErrorOutput',
		});

		expect(status).toBe('success');
		expect(outputs[0]).toMatchObject([
			{ json: result(own[0]), pairedItem: { item: 0 } },
			{ json: result(own[2]), pairedItem: { item: 2 } },
		]);
		expect(outputs[0]?.[0]?.json).not.toEqual(outputs[0]?.[1]?.json);
		expect(outputs[1]).toMatchObject([
			{
				json: {
					own: own[1],
					more: 'kept',
					error: expect.stringMatching(/ \[item 1\]$/) as string,
				},
				pairedItem: { item: 1 },
			},
		]);
	},
);
