import { setImmediate } from 'node:timers/promises';

import fc from 'fast-check';
import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { credentialFor, useSimulator } from '../engine/againstSimulator.mts';
import { WebhookTrigger, type Outcome } from '../engine/webhook.mts';
import {
	HEADER,
	isExact,
	kindOf,
	objectIn,
	requestIdIn,
	SECRETS,
	strangeCall,
	type StrangeCall,
} from '../support/strangeCalls.mts';

/** PROPERTY_RUNS=20000 npm test -- webhook/strangeCalls */
const numCalls = Number(process.env.PROPERTY_RUNS ?? 400);
/** The same cases for every change, new ones every night. */
const seed = process.env.PROPERTY_RUNS === undefined ? 1 : Date.now();
const CALLS_PER_RUN = 10;

jest.setTimeout(60_000 + numCalls * 50);

const simulator = useSimulator({ keys: 1, orders: 0, locations: 1 });

/** What the credential requires of a call. */
interface Setting {
	credential: ICredentialDataDecryptedObject;
	accepts: (call: StrangeCall) => boolean;
	acceptUnsigned?: true;
}

const [webhookSecret = '', webhookSecretNext = ''] = SECRETS;
const secrets = { webhookSecret, webhookSecretNext };
const header = { webhookHeaderName: HEADER.name, webhookHeaderValue: HEADER.value };
const settings: Setting[] = [
	{ credential: secrets, accepts: ({ isSigned }) => isSigned },
	{ credential: header, accepts: ({ hasHeader }) => hasHeader },
	{
		credential: { ...secrets, ...header },
		accepts: ({ isSigned, hasHeader }) => isSigned && hasHeader,
	},
	{ credential: {}, accepts: () => true, acceptUnsigned: true },
	{ credential: {}, accepts: () => false },
];

interface Arrival extends StrangeCall {
	mode: 'webhook' | 'manual';
	unreadable?: Error;
}

const arrival: fc.Arbitrary<Arrival> = fc
	.record({
		call: strangeCall,
		mode: fc.constantFrom<Arrival['mode'][]>('webhook', 'webhook', 'webhook', 'manual'),
		unreadable: fc.option(fc.constantFrom<unknown[]>(413, 400, '413', undefined), { freq: 12 }),
	})
	.map(({ call, mode, unreadable }) => ({
		...call,
		mode,
		...(unreadable !== null && {
			unreadable: Object.assign(new Error('unreadable'), { status: unreadable }),
		}),
	}));

const arrivals = fc.record({
	setting: fc.constantFrom(...settings),
	events: fc.constantFrom<string[][]>(
		['ALL'],
		['ALL'],
		['CHARGE_DETAIL_RECORD'],
		['OTHER', 'NEW_EVENT'],
	),
	includeSessionDetails: fc.constantFrom(false, false, false, true),
	calls: fc.array(arrival, { minLength: CALLS_PER_RUN, maxLength: CALLS_PER_RUN }),
});

/** The expected status, and whether the call starts the workflow; undefined if either is allowed. */
type Expected = [status: number, starts: boolean | undefined];

/** The records that have started the workflow. */
class Seen {
	private readonly requestIds = new Set<string>();
	private readonly bodies = new Set<string>();

	expected({ bytes }: Arrival): Expected {
		const requestId = requestIdIn(bytes);
		if (this.bodies.has(bytes.toString('latin1'))) return [200, false];
		if (!this.requestIds.has(requestId)) return [200, true];
		// Losing a record is worse than starting twice.
		return [200, isExact(requestId) ? false : undefined];
	}

	add({ bytes }: Arrival): void {
		this.requestIds.add(requestIdIn(bytes));
		this.bodies.add(bytes.toString('latin1'));
	}
}

function expectedOf(call: Arrival, { accepts }: Setting, events: string[], seen: Seen): Expected {
	if (call.unreadable && 'status' in call.unreadable && call.unreadable.status === 413) {
		return [413, false];
	}
	// Without a readable body, the signed bytes are empty.
	const isSigned = call.isSigned && (!call.unreadable || call.bytes.length === 0);
	if (call.unreadable) return [accepts({ ...call, isSigned }) ? 400 : 401, false];
	if (!accepts(call)) return [401, false];
	const content = objectIn(call.bytes);
	if (!content) return [400, false];
	const kind = kindOf(content);
	const isSelected = events.includes('ALL') || (kind !== undefined && events.includes(kind));
	if (!isSelected) return [200, false];
	const isRecord = kind === 'CHARGE_DETAIL_RECORD' && call.mode !== 'manual';
	return isRecord ? seen.expected(call) : [200, true];
}

function expectContent(call: Arrival, { started }: Outcome): void {
	const { session, sessionError, ...rest } = started ?? {};
	const content = objectIn(call.bytes) ?? {};
	if (JSON.stringify(started) === JSON.stringify(content)) return;
	// With Include Session Details, one of them is added.
	expect(session ?? sessionError).toBeTruthy();
	delete content['session'];
	delete content['sessionError'];
	expect(JSON.stringify(rest)).toBe(JSON.stringify(content));
}

function expectSecretsKept({ message, warnings }: Outcome): void {
	const told = JSON.stringify([message, warnings]);
	for (const secret of [...SECRETS, HEADER.value]) expect(told).not.toContain(secret);
}

const prototypeNames = Object.getOwnPropertyNames(Object.prototype);

test(`handles any call: ${numCalls} calls`, async () => {
	const unhandled: unknown[] = [];
	const collect = (reason: unknown) => unhandled.push(reason);
	process.on('unhandledRejection', collect);

	const check = async ({
		setting,
		events,
		includeSessionDetails,
		calls,
	}: typeof arrivals extends fc.Arbitrary<infer Case> ? Case : never) => {
		const { credential, acceptUnsigned = false } = setting;
		const parameters: INodeParameters = { events, includeSessionDetails, acceptUnsigned };
		const trigger = new WebhookTrigger(credentialFor(simulator(), credential), parameters);
		const seen = new Seen();
		for (const call of calls) {
			const [status, starts] = expectedOf(call, setting, events, seen);
			const outcome = await trigger.call({ ...call, body: call.bytes }, { mode: call.mode });
			const isStarted = outcome.started !== undefined;
			const body = call.bytes.toString();
			expect([body, outcome.status, isStarted]).toEqual([body, status, starts ?? isStarted]);
			if (isStarted) expectContent(call, outcome);
			if (isStarted && call.mode !== 'manual') seen.add(call);
			expectSecretsKept(outcome);
			expect(outcome.warnings).toHaveLength(status === 401 ? 1 : 0);
			expect(() => JSON.parse(trigger.stored) as unknown).not.toThrow();
		}
		await setImmediate();
		expect(unhandled).toEqual([]);
		expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototypeNames);
	};
	const numRuns = Math.ceil(numCalls / CALLS_PER_RUN);
	try {
		await fc.assert(fc.asyncProperty(arrivals, check), { numRuns, seed, timeout: 30_000 });
	} finally {
		process.off('unhandledRejection', collect);
	}
});
