const TARGET = {
	method: { type: 'string' },
	path: { type: 'string' },
	bodyIncludes: { type: 'string' },
	times: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }] },
	after: { type: 'integer', minimum: 0 },
};
const STATUS = { type: 'integer', minimum: 200, maximum: 599 };
const TOOK_EFFECT = { type: 'boolean' };

function fault(kind: string, properties: Record<string, object> = {}, required: string[] = []) {
	return {
		type: 'object',
		required: ['kind', ...required],
		additionalProperties: false,
		properties: { kind: { const: kind }, ...properties, ...TARGET },
	};
}

/** JSON Schema of a Fault, for faults added over HTTP. */
export const FAULT_SCHEMA = {
	type: 'object',
	required: ['kind'],
	discriminator: { propertyName: 'kind' },
	oneOf: [
		fault(
			'status',
			{
				status: STATUS,
				headers: { type: 'object', additionalProperties: { type: 'string' } },
				body: {},
				tookEffect: TOOK_EFFECT,
			},
			['status'],
		),
		fault('reset', { tookEffect: TOOK_EFFECT }),
		fault('hang', { tookEffect: TOOK_EFFECT }),
		fault('html', { status: STATUS }),
		fault('truncated', { how: { enum: ['connection', 'json'] } }, ['how']),
		fault('slowBody', { durationMs: { type: 'number', minimum: 0 } }, ['durationMs']),
		fault('repeatedCursor'),
		fault('cursor', { cursor: { type: ['string', 'null'] } }, ['cursor']),
		fault('emptyPage'),
		fault('withoutList', { body: {} }),
		fault('redirect', { location: { type: 'string' }, status: STATUS }, ['location']),
	],
};
