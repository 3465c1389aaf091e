import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import {
	expectError,
	expectRejected,
	expectSentOnce,
	results,
	runOperation,
} from '../../engine/operation.mts';
import { failsReadably, INVALID } from '../../support/apiFailures.mts';
import { takesIds } from '../../support/identifiers.mts';

const simulator = useSimulator({ keys: 10 });

function fleets(operation: string, parameters: Record<string, string>, run?: Partial<NodeRun>) {
	const { fleetName, ...others } = parameters;
	const named = fleetName === undefined ? {} : { fleetName };
	return runOperation(
		simulator(),
		`fleet.${operation}`,
		operation === 'create' ? { ...others, additionalFields: named } : { ...others, ...named },
		run,
	);
}

const SALES = { fleetId: 'sales-berlin', fleetName: 'Sales Berlin' };

describe('Create a fleet', () => {
	test('sends ID and name once and returns the fleet', async () => {
		const result = await fleets('create', SALES);
		expect(result.outputs).toEqual([[{ json: SALES, pairedItem: { item: 0 } }]]);
		expectSentOnce(simulator(), 'POST', '/emp/v1/fleets', SALES);
	});

	test('the name is optional', async () => {
		const result = await fleets('create', { fleetId: 'nameless', fleetName: '' });
		expect(results(result)).toEqual([{ fleetId: 'nameless' }]);
		expect(simulator().requests[0]?.body).toEqual({ fleetId: 'nameless' });
	});

	test.each([
		[{ fleetId: '={{ "" }}' }, '"Fleet ID" must not be empty'],
		[{ fleetId: 'f'.repeat(101) }, '"Fleet ID" must have at most 100 characters'],
		[{ fleetId: 'f', fleetName: 'n'.repeat(101) }, '"Fleet Name" must have at most 100 characters'],
	])('%j is rejected before anything is sent', async (parameters, message) => {
		const result = await fleets('create', parameters);
		expect(result.error?.message).toContain(message);
		expect(simulator().requests).toEqual([]);
	});

	failsReadably(simulator, 'create the fleet sales-berlin', (run) => fleets('create', SALES, run), [
		INVALID,
		{
			status: 409,
			says: 'Fleet already exists',
			reads: 'a fleet with this ID already exists (409): Fleet already exists',
			remedy: 'enter another Fleet ID',
		},
	]);
});

describe('Rename a fleet', () => {
	test('sends the new name, and returns the fleet', async () => {
		const [fleetId = ''] = simulator().chargingKeys.fleetIds;
		const result = await fleets('rename', { fleetId, fleetName: 'Depot ü' });
		expect(results(result)).toEqual([{ fleetId, fleetName: 'Depot ü' }]);
		const path = `/emp/v1/fleets/${fleetId}/rename`;
		expectSentOnce(simulator(), 'PUT', path, { fleetName: 'Depot ü' });
	});

	test('after a response without a body, returns what was sent', async () => {
		simulator().faults.add({ kind: 'status', status: 200, body: '' });
		const result = await fleets('rename', SALES);
		expect(results(result)).toEqual([SALES]);
	});

	test('an empty name is rejected before anything is sent', async () => {
		const result = await fleets('rename', { fleetId: 'f', fleetName: ' ' });
		expectRejected(simulator(), result, '"Fleet Name" must not be empty');
	});

	takesIds(
		'Fleet ID',
		simulator,
		(fleetId, value) => fleets('rename', { fleetId, fleetName: 'N' }, { items: [{ value }] }),
		(id) => `/emp/v1/fleets/${id}/rename`,
	);

	test('an unknown fleet is a 404', async () => {
		const result = await fleets('rename', SALES);
		expectError(
			result,
			'Could not rename the fleet sales-berlin: there is no such fleet (404): Fleet not found',
		);
	});
});

describe('Get the invitation of a fleet', () => {
	test('returns it unchanged', async () => {
		const [fleetId = ''] = simulator().chargingKeys.fleetIds;
		const result = await fleets('getInvitation', { fleetId });
		expect(results(result)).toEqual([{ fleetId, invitationCodes: [expect.any(String)] }]);
		expectSentOnce(simulator(), 'GET', `/emp/v1/fleets/${fleetId}/invitation`);
	});

	test('returns a list of codes as a field', async () => {
		simulator().faults.add({ kind: 'status', status: 200, body: [{ code: 'A' }, { code: 'B' }] });
		const result = await fleets('getInvitation', { fleetId: 'f' });
		expect(results(result)).toEqual([{ invitations: [{ code: 'A' }, { code: 'B' }] }]);
	});

	failsReadably(simulator, 'get the invitation of the fleet y1nNLJqb7m', (run) =>
		fleets('getInvitation', { fleetId: 'y1nNLJqb7m' }, run),
	);
});
