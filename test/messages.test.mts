import type { INode } from 'n8n-workflow';

import { baseUrlOf, assertBelowBaseUrl } from '../nodes/PlugsurfingEmp/api/baseUrl.ts';
import { ApiError } from '../nodes/PlugsurfingEmp/api/http/apiError.ts';
import { clockUntil } from '../nodes/PlugsurfingEmp/api/http/clock.ts';
import { cancelledError, noResponseError } from '../nodes/PlugsurfingEmp/api/http/networkErrors.ts';
import type { ApiRequest } from '../nodes/PlugsurfingEmp/api/http/request.ts';
import { RequestStats } from '../nodes/PlugsurfingEmp/api/http/requestStats.ts';
import {
	dailyLimitError,
	insteadOf,
	responseError,
	unexpectedResponse,
} from '../nodes/PlugsurfingEmp/api/http/responseErrors.ts';
import { toNodeError } from '../nodes/PlugsurfingEmp/api/nodeError.ts';
import { hints } from '../nodes/PlugsurfingEmp/execution/hints.ts';
import { stopError } from '../nodes/PlugsurfingEmp/execution/itemErrors.ts';
import type { Fault } from '../simulator/simulator.mts';
import { simulatedClock } from './support/simulatedClock.mts';
import { useSimulator } from './engine/againstSimulator.mts';
import { emp } from './engine/bareWorkflow.mts';
import { runOperation } from './engine/operation.mts';
import { prepare, SUBJECTS, TWO_PAGES, type Subject } from './faults/subjects.mts';

/*
 * All messages about requests that users can see, in one list. To read it:
 *
 *   PRINT_MESSAGES=1 npm test -- test/messages
 */

type Send = typeof import('../nodes/PlugsurfingEmp/api/http/sendWithRetries.ts').sendWithRetries;

/** The requests of the operations, by activity. */
const mockRequests = new Map<string, ApiRequest>();
jest.mock('../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js', () => {
	const { sendWithRetries } = jest.requireActual<{ sendWithRetries: Send }>(
		'../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js',
	);
	const recorded: Send = (request, dependencies) => {
		mockRequests.set(request.activity.replace(/[A-Za-z0-9]{11}$/, 'Zw4z33VbNYC'), request);
		return sendWithRetries(request, dependencies);
	};
	return { sendWithRetries: recorded };
});

const simulator = useSimulator({
	...TWO_PAGES,
	sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
});
beforeEach(() => {
	prepare(simulator());
});

const LOCATIONS: Array<[operation: string, parameters: Subject['parameters']]> = [
	['location.search', () => ({ latitude: 52.52, longitude: 13.405 })],
	['location.get', () => ({ locationId: 'DEALLEGO001' })],
	['location.getAll', () => ({})],
];

const OPERATIONS = [
	...SUBJECTS.map(({ operation, parameters, options }): (typeof LOCATIONS)[number] => [
		operation,
		(server) => ({ ...parameters(server), options: options ?? {} }),
	]),
	...LOCATIONS,
];

/** What the API may say. */
const SAID = ['Bad Request', 'Do this. Then that.', 'Why?', 'x'.repeat(400), ''];

const STATUSES = [302, 400, 401, 403, 404, 409, 418, 429, 500, 503];

const NETWORK_CODES = [
	...['ETIMEDOUT', 'ECONNRESET', 'ERR_RESPONSE_TOO_SLOW', 'ERR_CANCELED', 'ECONNREFUSED'],
	...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_REVOKED'],
	...['DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'INVALID_CA', 'EPROTO'],
];

const BODIES = ['<html>', '', '{"keys": [', [], {}, 5];

function errorsOf(request: ApiRequest): ApiError[] {
	const errors = [
		...STATUSES.flatMap((status) =>
			SAID.map((message) => responseError(request, { status, headers: {}, body: { message } })),
		),
		...NETWORK_CODES.map((code) => noResponseError(request, 'https://api.example', { code })),
		...BODIES.map((body) => unexpectedResponse(request, insteadOf('an object', body))),
		dailyLimitError(request),
	];
	return [...errors, ...errors.map((error) => error.after('n8n tried 5 times'))];
}

function thrown(action: () => unknown): unknown {
	try {
		return action();
	} catch (cause) {
		return cause;
	}
}

const BASE_URLS = ['', 'x', 'http://example.org', 'https://a:b@example.org', 'https://a.example?x'];

const FAULTS: Fault[] = [
	{ kind: 'repeatedCursor', times: 'always' },
	{ kind: 'repeatedCursor', times: 'always', after: 1 },
	{ kind: 'status', status: 503, after: 1 },
	{ kind: 'withoutList', body: { keys: [{}], products: [{}] } },
];

interface Message {
	message: string;
	description: string;
	mayHaveTakenEffect?: boolean;
}

const node: INode = emp();

function messageOf(cause: unknown): Message {
	const { message, description } = toNodeError(node, cause);
	const { mayHaveTakenEffect } = cause instanceof ApiError ? cause.details : {};
	return { message, description: description ?? '', mayHaveTakenEffect };
}

async function allMessages(): Promise<Message[]> {
	for (const [operation, parameters] of OPERATIONS) {
		await runOperation(simulator(), operation, parameters(simulator()));
	}
	const messages = [...mockRequests.values()].flatMap(errorsOf).map(messageOf);

	for (const fault of FAULTS) {
		for (const operation of ['chargingKey.getAll', 'order.getAll']) {
			simulator().faults.add(fault);
			const { error } = await runOperation(simulator(), operation, { returnAll: true });
			simulator().faults.clear();
			messages.push({ message: error?.message ?? '', description: error?.description ?? '' });
		}
	}
	const others = [
		...BASE_URLS.map((baseUrl) => thrown(() => baseUrlOf({ environment: 'custom', baseUrl }))),
		thrown(() => {
			assertBelowBaseUrl({ environment: 'production' }, { url: 'https://a.example' });
		}),
		cancelledError(),
		await clockUntil(simulatedClock(), 0)
			.pause(1)
			.catch((cause: unknown) => cause),
	];
	messages.push(...others.map(messageOf));

	const failures = () => new Map([3, 5].map((item) => [item, toNodeError(node, others[0], item)]));
	messages.push(
		messageOf(stopError({ errors: failures(), done: [0, 1], untouched: [6, 8] })),
		messageOf(stopError({ errors: failures(), done: [], untouched: [] })),
	);
	const stats = [
		{ retries: 1, rateLimitWaitMs: 1000 },
		{ retries: 1234, rateLimitWaitMs: 60_000 },
	].map((spent) => Object.assign(new RequestStats(), spent));
	for (const { message } of stats.flatMap((each) => [...hints(each, 0), ...hints(each, 1)])) {
		messages.push({ message, description: '' });
	}
	return messages;
}

/** The sentences of a text. An abbreviation or a number does not end one. */
function sentences(text: string): string[] {
	return text.split(/(?<=[.!?])\s+/).filter((sentence) => sentence !== '');
}

test('all messages read well', async () => {
	const messages = await allMessages();
	if (process.env['PRINT_MESSAGES'] !== undefined) {
		const lines = messages.map(({ message, description }) => `${message}\n    ${description}\n`);
		process.stdout.write(`${[...new Set(lines)].join('\n')}\n`);
	}
	expect(messages.length).toBeGreaterThan(1000);
	for (const { message, description, mayHaveTakenEffect } of messages) {
		const text = `${message} ${description}`;
		expect(message).toMatch(/^[A-Z1-9]/);
		expect(text).not.toMatch(/\.\.|[?!…]\.| {2}| \.|undefined|\[object/);
		expect(text).not.toMatch(/\banswer|\bproblem|\bfailure|\bmistake/i);
		expect(description).toMatch(/^$|\.$|\)$/);
		expect(new Set(sentences(text)).size).toBe(sentences(text).length);
		if (mayHaveTakenEffect) {
			expect(message).toMatch(/^The request to [^.]+ may have taken effect\. \w/);
			expect(text).not.toMatch(/try again/i);
		}
	}
});
