import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../simulator/simulator.mts';
import { useSimulator } from '../engine/againstSimulator.mts';
import { byId, runOperation } from '../engine/operation.mts';
import { KEY, NEW_KEY, START } from '../support/pageExamples.mts';

// The real one is half a minute; the node's loader takes the built file from jest.
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/timeouts.js', () => ({
	...jest.requireActual<object>('../../dist/nodes/PlugsurfingEmp/api/http/timeouts.js'),
	RESPONSE_TIMEOUT_SECONDS: 2,
	MAX_RESPONSE_SECONDS: 5,
}));

const simulator = useSimulator({
	keys: 10,
	orders: 5,
	sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
});

const { keyIdentifier, visualNumber } = NEW_KEY;
let sessionId = '';
let orderId = '';
beforeEach(() => {
	simulator().chargingKeys.add({ ...KEY, keyIdentifier: START.keyIdentifier });
	sessionId = simulator().sessions.start('running', START.keyIdentifier);
	orderId = [...simulator().orders].find(({ status }) => status === 'ORDER_CREATED')?.id ?? '';
});

function startsWith(text: string): RegExp {
	return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

interface Write {
	operation: string;
	parameters: () => INodeParameters;
	activity: () => string;
	check: string;
	hadItsEffect: () => boolean;
}

const create: Write = {
	operation: 'chargingKey.create',
	parameters: () => ({ keyIdentifier, visualNumber }),
	activity: () => `create the charging key ${keyIdentifier}`,
	check: 'Look for it with Charging Key > Get Many before creating it again.',
	hadItsEffect: () => simulator().chargingKeys.get(keyIdentifier) !== undefined,
};
const assign: Write = {
	operation: 'order.assign',
	parameters: () => ({ orderId: byId(orderId) }),
	activity: () => `assign the order ${orderId}`,
	check: 'Check its status with Order > Get Many before assigning it again.',
	hadItsEffect: () => simulator().orders.get(orderId)?.status === 'ORDER_ASSIGNED',
};
const createFleet: Write = {
	operation: 'fleet.create',
	parameters: () => ({ fleetId: 'night-shift' }),
	activity: () => 'create the fleet night-shift',
	check: 'Look for it with Fleet > Get Invitation before creating it again.',
	hadItsEffect: () => simulator().fleets.get('night-shift') !== undefined,
};
const start: Write = {
	operation: 'session.start',
	parameters: () => ({
		connectorId: byId(START.connectorId),
		chargingKeyId: byId(START.keyIdentifier),
	}),
	activity: () => `start a session on the connector ${START.connectorId}`,
	check: 'Check the charger, or wait for its session event.',
	hadItsEffect: () =>
		[...simulator().sessions].some(({ connectorId }) => connectorId === START.connectorId),
};
const stop: Write = {
	operation: 'session.stop',
	parameters: () => ({ sessionId }),
	activity: () => `stop the session ${sessionId}`,
	check: 'Check its status with Session > Get before stopping it again.',
	hadItsEffect: () => simulator().sessions.get(sessionId)?.sessionStatus === 'COMPLETE',
};

const LOSSES: Array<[string, Fault, string]> = [
	[
		'the connection is reset after the effect',
		{ kind: 'reset', tookEffect: true },
		'ended before the response was complete',
	],
	[
		'the answer never comes',
		{ kind: 'hang', tookEffect: true },
		'sent no response within 2 seconds',
	],
	[
		'the server fails after the effect',
		{ kind: 'status', status: 500, tookEffect: true },
		"Plugsurfing's server could not handle the request (500)",
	],
	[
		'a gateway gives up after the effect',
		{ kind: 'status', status: 504, tookEffect: true },
		"Plugsurfing's server could not handle the request (504)",
	],
];

/** Only an answer that has a body can be cut. */
const CUTS: Array<[string, Fault, string]> = [
	[
		'the answer breaks off',
		{ kind: 'truncated', how: 'connection' },
		'ended before the response was complete',
	],
	[
		'the response is cut short',
		{ kind: 'truncated', how: 'json' },
		'the response is incomplete or invalid JSON instead of',
	],
];

describe.each([create, assign, createFleet, start, stop])('$operation', (write) => {
	const losses = write === stop ? LOSSES : [...LOSSES, ...CUTS];

	test.each(losses)(
		'when %s, says that it may have taken effect and how to check, and never repeats it',
		async (_, fault, reason) => {
			simulator().faults.add({ ...fault, method: 'POST' });
			const { status, error } = await runOperation(simulator(), write.operation, {
				...write.parameters(),
				options: { maxRetries: 4 },
			});

			expect(status).toBe('error');
			expect(error?.message).toMatch(
				startsWith(`The request to ${write.activity()} may have taken effect. ${write.check}`),
			);
			expect(error?.message).toContain(`Reason: `);
			expect(error?.message).toContain(reason);
			expect(`${error?.message} ${error?.description}`).not.toMatch(/try again/i);
			expect(error?.context.details).toMatchObject({ mayHaveTakenEffect: true });
			expect(simulator().requests.map(({ method }) => method)).toEqual(['POST']);
			expect(write.hadItsEffect()).toBe(true);
		},
	);

	test('when there was never a connection, says nothing of an effect', async () => {
		const { status, error } = await runOperation(simulator(), write.operation, write.parameters(), {
			credential: {
				environment: 'custom',
				baseUrl: 'http://127.0.0.1:9/drive',
				apiKey: 'any',
			},
		});
		expect(status).toBe('error');
		expect(error?.message).toContain('n8n could not connect to 127.0.0.1:9');
		expect(`${error?.message} ${error?.description}`).not.toContain('taken effect');
		expect(write.hadItsEffect()).toBe(false);
	});

	test('when it is refused, says nothing of an effect', async () => {
		simulator().faults.add({ kind: 'status', status: 400 });
		const { error } = await runOperation(simulator(), write.operation, write.parameters());
		expect(error?.message).toContain('(400)');
		expect(`${error?.message} ${error?.description}`).not.toContain('taken effect');
	});
});
