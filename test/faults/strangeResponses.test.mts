import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';
import type { INodeParameters, OnError } from 'n8n-workflow';

import { isRecord } from '../../simulator/schemas.mts';
import { startSimulator } from '../../simulator/simulator.mts';
import { runNode, type NodeResult } from '../engine/engine.mts';
import { time } from '../engine/simulatedTime.mts';
import { ExampleAccount } from '../support/exampleAccount.mts';
import { exampleOf } from '../support/examples.mts';
import { rewritingProxy, type Asked, type Rewrite, type Told } from '../support/rewritingProxy.mts';
import { operationNames } from '../support/operationNames.mts';
import { strangeResponses, type Distortion } from '../support/strangeResponses.mts';

jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/systemClock.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);

/** Per operation: PROPERTY_RUNS=1000 npm test -- faults/strangeResponses */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 10);
/** The same cases for every change, new ones every night. */
const seed = process.env.PROPERTY_RUNS === undefined ? 1 : Date.now();

jest.setTimeout(60_000 + numRuns * 1000);

/** Enough to wait for a session and to retry after the longest accepted Retry-After. */
const MAX_WAIT_MS = 60 * 60_000;

/** A request and its response. */
interface Exchange extends Told {
	asked: Asked;
}

let account: ExampleAccount;
let proxy: Awaited<ReturnType<typeof rewritingProxy>>;
let distortions: Distortion[][] = [];
let exchanges: Exchange[] = [];
let runs = 0;

/** Small pages, so that lists have several. */
const SMALL_PAGE = '10';

const distort: Rewrite = async (asked, next) => {
	const query = { ...asked.query };
	for (const size of ['page_size', 'pageSize']) if (query[size]) query[size] = SMALL_PAGE;
	// Each run has its own base URL, and so its own rate limit and remembered paths.
	const told = await next({ ...asked, query, path: asked.path.replace(/^\/run-\d+/, '') });
	const strange = (distortions.shift() ?? []).reduce((as, apply) => apply(as), told);
	exchanges.push({ asked, ...strange });
	return strange;
};

beforeAll(async () => {
	account = await ExampleAccount.open((options) =>
		startSimulator({
			...options,
			keys: 25,
			orders: 25,
			locations: 400,
			requestsPerMinute: 1e9,
			sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
			now: time.now,
		}),
	);
	proxy = await rewritingProxy(account.simulator.origin, [distort]);
});
afterAll(async () => {
	proxy.close();
	await account.close();
});

/** Added to the example of an operation. */
const variants: Record<string, INodeParameters[]> = {
	'chargingKey.getAll': [{ returnAll: true }, { returnAll: false, limit: 15 }],
	'chargingKey.sync': [
		{ dryRun: false, options: { output: 'all' } },
		{ dryRun: false, missingKeys: 'disableInAccount', options: { maxDisabledShare: 100 } },
	],
	'chargingKey.get': [{}, { lookUpBy: 'contractId', value: 'x' }],
	'order.getAll': [{ returnAll: true }],
	'product.getAll': [{ returnAll: true }],
	'location.getAll': [{ returnAll: true, simplify: false }, { limit: 12 }],
	'location.search': [{}, { output: 'locations', simplify: false }],
	'location.searchArea': [{ returnAll: true }, { returnAll: true, simplify: false }],
	'session.get': [{}, { simplify: false }],
	'session.start': [{}, { options: { waitUntilStarted: true } }],
	'session.stop': [{}, { options: { waitUntilComplete: true } }],
};

interface Case {
	variant: number;
	responses: Distortion[][];
	onError: OnError;
	maxRetries: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
	variant: fc.nat(3),
	responses: strangeResponses,
	onError: fc.constantFrom<OnError[]>('stopWorkflow', 'stopWorkflow', 'continueErrorOutput'),
	maxRetries: fc.nat(2),
});

const isOk = ({ status }: Told) => status >= 200 && status <= 299;
/** The body of a response as far as a client can read it. */
function readable({ status, headers, bytes, body }: Told): unknown {
	if (!isOk({ status, body }) || status === 204 || headers?.['content-encoding'] === 'gzip') return;
	if (!bytes) return body;
	try {
		return JSON.parse(bytes.toString());
	} catch {
		return undefined;
	}
}

function fieldOf(body: unknown, name: string): unknown {
	return isRecord(body) && Object.hasOwn(body, name) ? body[name] : undefined;
}

/** Searches are POST requests that only read. */
const isWrite = ({ asked }: Exchange) =>
	asked.method !== 'GET' && !asked.path.includes('geosearch');

/** Expects that each write with a result was accepted, and that the account has the changes Sync reports. */
function expectNoFalseSuccess(operation: string, { outputs: [results = []] }: NodeResult): void {
	if (operation === 'chargingKey.sync') {
		for (const { json } of results) {
			const { keyIdentifier, applied } = json;
			if (applied !== true) continue;
			const id = typeof keyIdentifier === 'string' ? keyIdentifier : '';
			const key = account.simulator.chargingKeys.get(id);
			if (json.action === 'create' || json.action === 'enable') expect(key?.enabled).toBe(true);
			if (json.action === 'disable') expect(key?.enabled).toBe(false);
		}
	} else if (results.length > 0) {
		const writes = exchanges.filter(isWrite);
		expect(writes.filter(isOk).length).toBeGreaterThanOrEqual(Math.min(1, writes.length));
	}
}

const LISTS: Record<string, string> = {
	'chargingKey.getAll': 'keys',
	'order.getAll': 'products',
	'product.getAll': 'products',
	'location.getAll': 'locations',
};

/** Expects all rows of all pages of a list. */
function expectWholeList(operation: string, limit: number, { outputs: [rows = []] }: NodeResult) {
	const key = LISTS[operation];
	if (key === undefined) return;
	// A response that could not be read was requested again.
	const pages = exchanges.map(readable).filter((body) => body !== undefined);
	const sent = pages.flatMap((body) => fieldOf(body, key) as unknown[]);
	expect(rows).toHaveLength(Math.min(limit, sent.length));
	const last = fieldOf(pages.at(-1), 'cursor');
	if (rows.length < limit) expect([undefined, null, '']).toContain(last);
}

function expectPlainJson({ outputs }: NodeResult): void {
	for (const { json } of outputs.flat()) {
		expect(typeof json).toBe('object');
		expect(isDeepStrictEqual(JSON.parse(JSON.stringify(json)), definedIn(json))).toBe(true);
	}
}

/** Like n8n, leaves out what is undefined. */
function definedIn(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(definedIn);
	if (typeof value !== 'object' || value === null) return value;
	expect([Object.prototype, null]).toContain(Object.getPrototypeOf(value));
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, inner]) => inner !== undefined)
			.map(([name, inner]) => [name, definedIn(inner)]),
	);
}

/** Expects that the user learns the ID of a started session. */
function expectSessionKnown({ outputs, error }: NodeResult): void {
	const started = exchanges.find(({ asked }) => asked.path.endsWith('/sessions/start'));
	const sessionId = started && fieldOf(readable(started), 'sessionId');
	if (typeof sessionId !== 'string' || sessionId === '') return;
	const told = JSON.stringify([outputs, error?.message, error?.context]);
	expect(told).toContain(JSON.stringify(sessionId).slice(1, -1));
}

const prototypeNames = Object.getOwnPropertyNames(Object.prototype);

describe.each(operationNames)('%s', (name) => {
	test(`handles any response of the server: ${numRuns} runs`, async () => {
		const unhandled: unknown[] = [];
		const collect = (reason: unknown) => unhandled.push(reason);
		process.on('unhandledRejection', collect);

		const check = async ({ variant, responses, onError, maxRetries }: Case) => {
			const simulator = account.simulator;
			time.nextDay();
			simulator.reset();
			const [resource = '', operation = ''] = name.split('.');
			const all = variants[name] ?? [{}];
			const { options, ...parameters } = all[variant % all.length] ?? {};
			const example = exampleOf(name).parameters(account);
			distortions = [...responses];
			exchanges = [];
			const startedAt = time.now();
			const result = await runNode({
				parameters: {
					resource,
					operation,
					...example,
					...parameters,
					options: {
						...(example['options'] as INodeParameters | undefined),
						...(options as INodeParameters | undefined),
						maxRetries,
					},
				},
				credential: {
					environment: 'custom',
					baseUrl: `${proxy.origin}/run-${++runs}/drive`,
					apiKey: simulator.apiKey,
				},
				onError,
			});

			expect(time.now() - startedAt).toBeLessThan(MAX_WAIT_MS);
			expectPlainJson(result);
			expectNoFalseSuccess(name, result);
			expectSessionKnown(result);
			const failed = result.outputs[1] ?? [];
			if (result.status === 'error') {
				const { error } = result;
				expect(['NodeApiError', 'NodeOperationError']).toContain(error?.name);
				expect(error?.message).toMatch(/^.{20,1500}$/s);
				expect(result.outputs).toEqual([]);
			} else {
				expect(result.status).toBe('success');
				// n8n also counts an item as failed if the API's object has only an error.
				for (const { json } of failed) expect(json.error).toBeTruthy();
				if (failed.length === 0) {
					const returnsAll = { ...example, ...parameters }.returnAll === true;
					const limit = Number({ limit: 50, ...example, ...parameters }.limit);
					expectWholeList(name, returnsAll ? Infinity : limit, result);
				}
			}
			await setImmediate();
			expect(unhandled).toEqual([]);
			expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototypeNames);
		};
		try {
			await fc.assert(fc.asyncProperty(cases, check), { numRuns, seed, timeout: 40_000 });
		} finally {
			process.off('unhandledRejection', collect);
		}
	});
});
