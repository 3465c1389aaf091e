import type { FastifyInstance } from 'fastify';
import type { Api } from './api.mts';
import type { ReportedEvent } from './eventLog.mts';
import { FAULT_SCHEMA, type Fault } from './faults.mts';
import type { ChargingKey } from './schemas.mts';
import { summarize } from './summarize.mts';

/** Number of requests in flight, now and at most. */
export interface Traffic {
	inFlight: number;
	mostInFlight: number;
}

/** Path of the control endpoints, outside the API's base path. */
export const CONTROL = '/_simulator';

const KEYS_AT_ONCE = 100_000;
const DIGITS = { type: 'string', pattern: '^[0-9]{1,9}$' };

const REPORTED_EVENTS = {
	type: 'array',
	items: {
		type: 'object',
		required: ['event', 'url', 'status', 'body'],
		additionalProperties: false,
		properties: {
			event: { type: 'string' },
			url: { type: 'string' },
			status: { type: ['integer', 'null'] },
			body: { type: 'string' },
		},
	},
};

/**
 * Lets another process read the state and add faults. Without authentication: the server is bound to the
 * loopback address and has only fictional data.
 */
export function control(app: FastifyInstance, api: Api, traffic: Traffic, reset: () => void): void {
	// Clients send a content type even without a body; anything other than JSON is ignored.
	app.addContentTypeParser('*', (_request, payload, parsed) => {
		payload.resume();
		parsed(null);
	});
	app.get(`${CONTROL}/state`, () => ({
		keys: api.state.chargingKeys.count,
		fleetIds: api.state.chargingKeys.fleetIds,
		orders: api.state.orders.count,
		sessions: api.state.sessions.count,
		locations: api.state.locations.count,
		requests: api.log.count,
		faults: api.faults.count,
		mostInFlight: traffic.mostInFlight,
		contractBreaches: api.contractBreaches,
	}));
	app.get(`${CONTROL}/summary`, () => summarize(api));
	app.get(`${CONTROL}/requests`, () => api.log.requests);
	app.post<{ Body: ReportedEvent[] }>(
		`${CONTROL}/events`,
		{ schema: { body: REPORTED_EVENTS } },
		({ body }, reply) => {
			api.events.add(...body);
			return reply.code(204).send();
		},
	);
	app.delete(`${CONTROL}/requests`, (_request, reply) => {
		api.log.clear();
		return reply.code(204).send();
	});
	app.get<{ Querystring: { offset?: string; limit?: string } }>(
		`${CONTROL}/keys`,
		{ schema: { querystring: { type: 'object', properties: { offset: DIGITS, limit: DIGITS } } } },
		({ query }): ChargingKey[] =>
			api.state.chargingKeys.slice(Number(query.offset ?? 0), Number(query.limit ?? KEYS_AT_ONCE)),
	);
	app.get(`${CONTROL}/orders`, () => [...api.state.orders]);
	app.get(`${CONTROL}/sessions`, () => [...api.state.sessions]);
	app.get(`${CONTROL}/locations`, () => [...api.state.locations]);
	app.post<{ Body: Fault }>(
		`${CONTROL}/faults`,
		{ schema: { body: FAULT_SCHEMA } },
		({ body }, reply) => {
			api.faults.add(body);
			return reply.code(204).send();
		},
	);
	app.delete(`${CONTROL}/faults`, (_request, reply) => {
		api.faults.clear();
		return reply.code(204).send();
	});
	app.post(`${CONTROL}/reset`, (_request, reply) => {
		reset();
		return reply.code(204).send();
	});
}
