import type { INodeParameters } from 'n8n-workflow';

import type { Fault, Simulator } from '../../simulator/simulator.mts';
import type { NodeResult } from '../engine/engine.mts';
import { byId, results } from '../engine/operation.mts';
import { KEY, NEW_KEY, ORDER, START } from '../support/pageExamples.mts';

/** A request of an operation that faults can affect. */
export interface Subject {
	name: string;
	operation: string;
	parameters: (simulator: Simulator) => INodeParameters;
	options?: INodeParameters;
	/** The affected request, and how many arrive before it. */
	target: Pick<Fault, 'method' | 'after'>;
	before: number;
	/** How many requests arrive without a fault. */
	requests: number;
	/** Completes "Could not …". */
	activity: (simulator: Simulator) => string;
	/** The expected response; absent if it has no body. */
	due?: string;
	/** What a failure adds about earlier requests. */
	besides?: (simulator: Simulator) => string;
	/** For requests that are not idempotent: how the user checks whether it took effect. */
	verify?: string;
	/** How often it took effect on the server; absent for reads. */
	effects?: (simulator: Simulator) => number;
	expectGood: (result: NodeResult, simulator: Simulator) => void;
	/** Stands for all requests of its kind; affected by every fault. */
	representative?: true;
}

const NEW_ORDER = 'new-order';

/** Adds the objects that the subjects use. */
export function prepare({ chargingKeys, orders, sessions }: Simulator): void {
	chargingKeys.add({ ...KEY, keyIdentifier: START.keyIdentifier });
	chargingKeys.add({ ...KEY, keyIdentifier: 'was-off', enabled: false });
	chargingKeys.add({ ...KEY, keyIdentifier: 'was-on', enabled: true });
	orders.add({ ...ORDER, id: NEW_ORDER, status: 'ORDER_CREATED' });
	sessions.start('running', START.keyIdentifier);
}

/** Enough for two pages of keys and of orders. */
export const TWO_PAGES = { keys: 600, orders: 130, locations: 3000 };

function sessionsOn(connectorId: string, { sessions }: Simulator) {
	return [...sessions].filter((session) => session.connectorId === connectorId);
}

const running = (simulator: Simulator) => sessionsOn('running', simulator)[0]?.sessionId ?? '';
const started = (simulator: Simulator) =>
	sessionsOn(START.connectorId, simulator)[0]?.sessionId ?? '';

/** Expects one result with these fields. */
function expectResult(fields: object) {
	return (result: NodeResult) => {
		expect(results(result)).toMatchObject([fields]);
	};
}

/** Affects the only request of an operation. */
function single(method: 'GET' | 'POST' | 'PUT') {
	return { target: { method }, before: 0, requests: 1 };
}

const create: Subject = {
	name: 'chargingKey.create',
	representative: true,
	operation: 'chargingKey.create',
	parameters: () => ({
		keyIdentifier: NEW_KEY.keyIdentifier,
		visualNumber: NEW_KEY.visualNumber,
	}),
	...single('POST'),
	activity: () => `create the charging key ${NEW_KEY.keyIdentifier}`,
	due: 'a charging key',
	verify: 'Look for it with Charging Key > Get Many before creating it again.',
	effects: ({ chargingKeys }) =>
		[...chargingKeys].filter(({ keyIdentifier }) => keyIdentifier === NEW_KEY.keyIdentifier).length,
	expectGood: expectResult({ keyIdentifier: NEW_KEY.keyIdentifier }),
};

function toggle(to: 'enable' | 'disable', id: string): Subject {
	return {
		name: `chargingKey.${to}`,
		operation: `chargingKey.${to}`,
		parameters: () => ({ chargingKeyId: byId(id) }),
		...single('PUT'),
		activity: () => `${to} the charging key ${id}`,
		due: 'a charging key',
		effects: ({ chargingKeys }) => Number(chargingKeys.get(id)?.enabled === (to === 'enable')),
		expectGood: expectResult({ keyIdentifier: id, enabled: to === 'enable' }),
	};
}

/** Affects the second of two pages, which is requested while the first is used. */
function secondPage(noun: string, size: number) {
	return {
		target: { method: 'GET', after: 1 },
		before: 1,
		requests: 2,
		activity: () => `list the ${noun}`,
		due: `a list of ${noun}`,
		besides: () => `. 1 page with ${size} ${noun} had arrived; partial lists are never returned`,
	};
}

const listKeys: Subject = {
	...secondPage('charging keys', 500),
	name: 'chargingKey.getAll, second page',
	representative: true,
	operation: 'chargingKey.getAll',
	parameters: () => ({ returnAll: true }),
	expectGood: (result, { chargingKeys }) => {
		expect(results(result)).toEqual([...chargingKeys]);
	},
};

const exportKeys: Subject = {
	...secondPage('charging keys', 500),
	name: 'chargingKey.export, second page',
	operation: 'chargingKey.export',
	parameters: () => ({ format: 'json' }),
	expectGood: ({ outputs }, { chargingKeys }) => {
		const file = Buffer.from(outputs[0]?.[0]?.binary?.data?.data ?? '', 'base64');
		expect(JSON.parse(file.toString())).toEqual([...chargingKeys]);
	},
};

const listOrders: Subject = {
	...secondPage('orders', 100),
	name: 'order.getAll, second page',
	operation: 'order.getAll',
	parameters: () => ({ returnAll: true }),
	expectGood: (result, { orders }) => {
		expect(results(result)).toEqual([...orders]);
	},
};

const assign: Subject = {
	name: 'order.assign',
	operation: 'order.assign',
	parameters: () => ({ orderId: byId(NEW_ORDER) }),
	...single('POST'),
	activity: () => `assign the order ${NEW_ORDER}`,
	due: 'an order',
	verify: 'Check its status with Order > Get Many before assigning it again.',
	effects: ({ orders }) => Number(orders.get(NEW_ORDER)?.status === 'ORDER_ASSIGNED'),
	expectGood: expectResult({ status: 'ORDER_ASSIGNED' }),
};

const order: Subject = {
	name: 'order.create',
	representative: true,
	operation: 'order.create',
	parameters: () => ({
		fleetId: byId('y1nNLJqb7m'),
		productId: byId('Cr20d8S9LX'),
		address: { firstName: 'Zoë', lastName: 'Ny' },
	}),
	target: { method: 'POST' },
	before: 1,
	requests: 2,
	activity: () => 'order the product Cr20d8S9LX for the fleet y1nNLJqb7m',
	due: 'an order',
	verify: 'Before ordering again, look for it with Order > Get Many and Created After.',
	effects: ({ orders }) => [...orders].filter(({ product }) => product?.id === 'Cr20d8S9LX').length,
	expectGood: expectResult({ product: { id: 'Cr20d8S9LX' } }),
};

/** Affects the list of products, before anything is ordered. */
const productsOfOrder: Subject = {
	...order,
	name: 'order.create: the list of products',
	target: { method: 'GET' },
	before: 0,
	activity: () => 'list the products',
	due: 'a list of products',
	verify: undefined,
	effects: undefined,
};

const createFleet: Subject = {
	name: 'fleet.create',
	operation: 'fleet.create',
	parameters: () => ({ fleetId: 'new-fleet' }),
	...single('POST'),
	activity: () => 'create the fleet new-fleet',
	due: 'a fleet',
	verify: 'Look for it with Fleet > Get Invitation before creating it again.',
	effects: ({ fleets }) => Number(fleets.get('new-fleet') !== undefined),
	expectGood: expectResult({ fleetId: 'new-fleet' }),
};

const renameFleet: Subject = {
	name: 'fleet.rename',
	operation: 'fleet.rename',
	parameters: () => ({ fleetId: 'y1nNLJqb7m', fleetName: 'Renamed' }),
	...single('PUT'),
	activity: () => 'rename the fleet y1nNLJqb7m',
	due: 'a fleet',
	effects: ({ fleets }) => Number(fleets.get('y1nNLJqb7m')?.fleetName === 'Renamed'),
	expectGood: expectResult({ fleetId: 'y1nNLJqb7m', fleetName: 'Renamed' }),
};

const getInvitation: Subject = {
	name: 'fleet.getInvitation',
	operation: 'fleet.getInvitation',
	parameters: () => ({ fleetId: 'y1nNLJqb7m' }),
	...single('GET'),
	activity: () => 'get the invitation of the fleet y1nNLJqb7m',
	due: 'an invitation',
	expectGood: expectResult({ fleetId: 'y1nNLJqb7m' }),
};

const listProducts: Subject = {
	name: 'product.getAll',
	operation: 'product.getAll',
	parameters: () => ({ returnAll: true }),
	...single('GET'),
	activity: () => 'list the products',
	due: 'a list of products',
	expectGood: (result) => {
		expect(results(result)).toHaveLength(3);
	},
};

const start: Subject = {
	name: 'session.start',
	operation: 'session.start',
	parameters: () => ({
		connectorId: byId(START.connectorId),
		chargingKeyId: byId(START.keyIdentifier),
	}),
	...single('POST'),
	activity: () => `start a session on the connector ${START.connectorId}`,
	due: 'a session ID',
	verify:
		'Check the charger, or wait for its session event. A second start on the same connector within 60 seconds is blocked.',
	effects: (simulator) => sessionsOn(START.connectorId, simulator).length,
	expectGood: (result, simulator) => {
		expect(results(result)).toEqual([{ sessionId: started(simulator) }]);
	},
};

const startAndWait: Subject = {
	...start,
	name: 'session.start and wait',
	options: { waitUntilStarted: true },
	requests: 2,
	expectGood: expectResult({ sessionStatus: 'STARTED' }),
};

const stop: Subject = {
	name: 'session.stop',
	representative: true,
	operation: 'session.stop',
	parameters: (simulator) => ({ sessionId: running(simulator) }),
	...single('POST'),
	activity: (simulator) => `stop the session ${running(simulator)}`,
	verify: 'Check its status with Session > Get before stopping it again.',
	effects: (simulator) => Number(sessionsOn('running', simulator)[0]?.sessionStatus === 'COMPLETE'),
	expectGood: (result, simulator) => {
		expect(results(result)).toEqual([{ sessionId: running(simulator), success: true }]);
	},
};

const stopAndWait: Subject = {
	...stop,
	name: 'session.stop and wait',
	options: { waitUntilComplete: true },
	requests: 2,
	expectGood: expectResult({ sessionStatus: 'COMPLETE' }),
};

const get: Subject = {
	name: 'session.get',
	operation: 'session.get',
	parameters: (simulator) => ({ sessionId: running(simulator) }),
	...single('GET'),
	activity: (simulator) => `get the session ${running(simulator)}`,
	due: 'a session',
	expectGood: expectResult({ sessionStatus: 'STARTED' }),
};

/** Across the 180th meridian, which takes two searches; affects the second one. */
const searchArea: Subject = {
	name: 'location.searchArea, second search',
	representative: true,
	operation: 'location.searchArea',
	parameters: () => ({
		topLatitude: -15,
		bottomLatitude: -19,
		leftLongitude: 177,
		rightLongitude: -178,
		returnAll: true,
	}),
	options: { maxConcurrent: 1 },
	target: { method: 'POST', after: 1 },
	before: 1,
	requests: 2,
	activity: () => 'search for locations between -19, -180 and -15, -178',
	due: 'a list of locations',
	besides: () => '. 1 search in the area had succeeded; partial results are never returned',
	expectGood: (result, { locations }) => {
		const due = [...locations].filter(({ coordinates }) => {
			const [north, east] = [Number(coordinates.latitude), Number(coordinates.longitude)];
			return north <= -15 && north >= -19 && (east >= 177 || east <= -178);
		});
		expect(new Set(results(result))).toEqual(new Set(due));
	},
};

/** Affects the status check of a session after a successful start or stop. */
function statusCheck(of: Subject, sessionId: (simulator: Simulator) => string): Subject {
	return {
		...of,
		name: `${of.name}: the look`,
		target: { method: 'GET' },
		before: 1,
		activity: (simulator) => `get the session ${sessionId(simulator)}`,
		due: 'a session',
		besides: (simulator) =>
			`. The session ${sessionId(simulator)} may still be running; its last status was not known yet`,
		verify: undefined,
		effects: undefined,
	};
}

/** Every operation of the EMP page, with each kind of request that it sends, and the search in an area. */
export const SUBJECTS: Subject[] = [
	create,
	listKeys,
	toggle('enable', 'was-off'),
	toggle('disable', 'was-on'),
	exportKeys,
	listOrders,
	assign,
	order,
	productsOfOrder,
	createFleet,
	renameFleet,
	getInvitation,
	listProducts,
	start,
	startAndWait,
	statusCheck(startAndWait, started),
	stop,
	stopAndWait,
	statusCheck(stopAndWait, running),
	get,
	searchArea,
];
