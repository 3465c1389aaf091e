import type { INodeParameters } from 'n8n-workflow';

import { useSimulator } from '../engine/againstSimulator.mts';
import { byId, results, runOperation } from '../engine/operation.mts';
import { time } from '../engine/simulatedTime.mts';

jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/systemClock.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);

const simulator = useSimulator({ keys: 200, locations: 3000 });

beforeEach(() => {
	time.nextMinute();
});

const around: INodeParameters = { latitude: '52.52', longitude: '13.4' };

test.each<[string, INodeParameters, number]>([
	['chargingKey.getAll', { limit: 1 }, 10],
	['chargingKey.export', {}, 3],
	['chargingKey.disable', { chargingKeyId: byId('={{ $json.key }}') }, 10],
	['location.getAll', { limit: 1 }, 10],
	['location.search', around, 10],
	['order.getAll', { limit: 1 }, 10],
	['session.start', { connectorId: '={{ $json.key }}', chargingKeyId: byId('ab') }, 1],
])('%s sends requests for several items concurrently', async (name, parameters, most) => {
	const items = [...simulator().chargingKeys]
		.slice(0, 25)
		.map((key) => ({ key: key.keyIdentifier }));
	await runOperation(simulator(), name, parameters, { items, onError: 'continueErrorOutput' });
	expect(simulator().requests).toHaveLength(25);
	expect(time.mostInFlight).toBe(most);
});

test('Max Concurrent Items limits the requests of all items together', async () => {
	const fleetId = simulator().chargingKeys.fleetIds.join();
	const result = await runOperation(
		simulator(),
		'chargingKey.getAll',
		{ returnAll: true, filters: { fleetId }, options: { maxConcurrent: 4 } },
		{ items: [{}, {}, {}] },
	);
	const inFleets = [...simulator().chargingKeys].filter((key) => key.fleetId !== undefined);
	expect(results(result)).toHaveLength(3 * inFleets.length);
	expect(time.mostInFlight).toBe(4);
});

test('the items of a list run concurrently and keep their order', async () => {
	const items = simulator().chargingKeys.fleetIds.map((fleet) => ({ fleet }));
	const result = await runOperation(
		simulator(),
		'chargingKey.getAll',
		{ returnAll: true, filters: { fleetId: '={{ $json.fleet }}' } },
		{ items },
	);
	expect(result.outputs[0]).toEqual(
		items.flatMap(({ fleet }, item) =>
			[...simulator().chargingKeys]
				.filter(({ fleetId }) => fleetId === fleet)
				.map((json) => ({ json, pairedItem: { item } })),
		),
	);
	expect(time.mostInFlight).toBe(Math.min(10, items.length));
});

test('the circles along a route are searched concurrently, in route order', async () => {
	const route = JSON.stringify([
		[52.52, 13.405],
		[50.314, 11.913],
		[48.137, 11.575],
	]);
	const search = async (maxConcurrent: number) => {
		simulator().clearRequests();
		const found = await runOperation(simulator(), 'location.searchRoute', {
			route,
			limit: 1000,
			options: { maxConcurrent },
		});
		return { found: results(found), requests: simulator().requestCount };
	};
	const atOnce = await search(10);
	expect(time.mostInFlight).toBe(10);
	const oneByOne = await search(1);
	expect(atOnce.found.length).toBeGreaterThan(10);
	expect(atOnce).toEqual(oneByOne);
});

test('the parts of an area are searched concurrently, with the same result', async () => {
	const search = async (maxConcurrent: number) => {
		simulator().clearRequests();
		const found = await runOperation(simulator(), 'location.searchArea', {
			topLatitude: 60,
			bottomLatitude: 40,
			leftLongitude: 0,
			rightLongitude: 20,
			returnAll: true,
			options: { maxConcurrent },
		});
		return { found: results(found), requests: simulator().requestCount };
	};
	const atOnce = await search(6);
	expect(time.mostInFlight).toBe(6);
	const oneByOne = await search(1);
	expect(atOnce.found.length).toBeGreaterThan(600);
	expect(atOnce).toEqual(oneByOne);
});
