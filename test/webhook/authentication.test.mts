import type { INodeParameters } from 'n8n-workflow';

import { sessionEvent } from '../../simulator/webhookEvent.mts';
import { WebhookSender } from '../../simulator/webhookSender.mts';
import { credentialFor, useSimulator } from '../engine/againstSimulator.mts';
import { WebhookTrigger, type Call, type Outcome } from '../engine/webhook.mts';

const simulator = useSimulator({ keys: 0, orders: 0 });
const SECRET = 'current-secret';
const VALUE = 'Bearer 5f2c-header-value';
const event = sessionEvent('SESSION_COMPLETE', 's-1');
const body = JSON.stringify(event);
const sender = new WebhookSender(SECRET);

type Fields = Record<string, string | number>;
const secrets: Fields = { webhookSecret: SECRET };
const header: Fields = { webhookHeaderName: 'X-Plugsurfing-Token', webhookHeaderValue: VALUE };

function trigger(fields: Fields, parameters: INodeParameters = {}): WebhookTrigger {
	return new WebhookTrigger(credentialFor(simulator(), fields), {
		events: ['ALL'],
		...parameters,
	});
}

function call(headers: Call['headers'] = {}): Call {
	return { body, headers };
}

const signature = sender.headersFor(body, 'valid');
const accepted = { status: 200, started: event, warnings: [] };

/** Expects a rejected call to start nothing, respond without a reason and log one without secrets. */
function expectRejected(outcome: Outcome, reason: string): void {
	expect(outcome).toMatchObject({
		status: 401,
		started: undefined,
		message: { message: 'The signature or the agreed header is missing or wrong' },
	});
	expect(outcome.warnings).toEqual([
		expect.stringContaining(`Webhook call rejected: ${reason} {"workflowId":"webhook-`),
	]);
	const log = outcome.warnings.join();
	for (const secret of [SECRET, VALUE, 'SESSION_COMPLETE', 's-1', ...Object.values(signature)]) {
		expect(log).not.toContain(secret);
	}
}

describe('with secrets', () => {
	test('a call with a valid signature is accepted', async () => {
		expect(await trigger(secrets).call(call(signature))).toMatchObject(accepted);
	});

	test.each([
		['without a signature', {}, 'the signature header is missing'],
		[
			'with a signature of another length',
			{ 'X-HMAC-SHA512-Signature': 'c2hvcnQ=' },
			'the signature has 8 characters instead of 88',
		],
		[
			'with a signature by another secret',
			sender.headersFor(body, 'wrong'),
			'the signature does not match any secret in the credential',
		],
	])('a call %s is rejected, and the log says why', async (_, headers, reason) => {
		expectRejected(await trigger(secrets).call(call(headers)), reason);
	});

	test('Accept Unsigned Calls changes nothing', async () => {
		const open = trigger(secrets, { acceptUnsigned: true });
		expectRejected(await open.call(call()), 'the signature header is missing');
	});
});

describe('with a header', () => {
	test.each(['X-Plugsurfing-Token', 'x-plugsurfing-token', 'X-PLUGSURFING-TOKEN'])(
		'a call that carries it as %s is accepted',
		async (name) => {
			expect(await trigger(header).call(call({ [name]: VALUE }))).toMatchObject(accepted);
			expect(await trigger(header).lifecycle('create')).toEqual([true, []]);
		},
	);

	test('white space around name and value in the credential is ignored', async () => {
		const pasted = { webhookHeaderName: ' X-Token ', webhookHeaderValue: ` ${VALUE}\n` };
		expect(await trigger(pasted).call(call({ 'X-Token': VALUE }))).toMatchObject(accepted);
	});

	test('a value that is a number from an expression counts as text', async () => {
		const number = { webhookHeaderName: 'X-Token', webhookHeaderValue: 12345 };
		expect(await trigger(number).call(call({ 'X-Token': '12345' }))).toMatchObject(accepted);
		expect(await trigger(number).call(call({ 'X-Token': '1234' }))).toMatchObject({ status: 401 });
	});

	test.each([
		['without it', {}, 'the header required by the credential is missing'],
		[
			'with another value',
			{ 'X-Plugsurfing-Token': `${VALUE}.` },
			'the header required by the credential has a different value',
		],
		[
			'with an empty value',
			{ 'X-Plugsurfing-Token': '' },
			'the header required by the credential has a different value',
		],
		[
			'with a valid signature instead',
			signature,
			'the header required by the credential is missing',
		],
	])('a call %s is rejected, and the log says why', async (_, headers, reason) => {
		expectRejected(await trigger(header).call(call(headers)), reason);
	});
});

describe('with secrets and a header', () => {
	const both = { ...secrets, ...header };

	test('a call needs both', async () => {
		const token = { 'X-Plugsurfing-Token': VALUE };
		expect(await trigger(both).call(call({ ...signature, ...token }))).toMatchObject(accepted);
		expectRejected(await trigger(both).call(call(token)), 'the signature header is missing');
		expectRejected(
			await trigger(both).call(call(signature)),
			'the header required by the credential is missing',
		);
	});
});

describe('with a credential that cannot work', () => {
	const cases: Array<[string, Fields, string]> = [
		[
			'neither a secret nor a header',
			{},
			'Anyone who knows the URL could start this workflow. Enter a Webhook Secret, or a Webhook Header Name and Webhook Header Value, in the credential. To accept calls from anyone instead, turn on Accept Unsigned Calls.',
		],
		['only white space', { webhookSecret: ' ', webhookHeaderName: ' ' }, 'Anyone who knows'],
		[
			'a header name without a value',
			{ webhookHeaderName: 'X-Token' },
			'The credential has a Webhook Header Name but no Webhook Header Value. Enter both, or clear both.',
		],
		[
			'a header value without a name, next to a secret',
			{ ...secrets, webhookHeaderValue: VALUE },
			'The credential has a Webhook Header Value but no Webhook Header Name. Enter both, or clear both.',
		],
		[
			'a header name that is a whole header',
			{ webhookHeaderName: `Authorization: ${VALUE}`, webhookHeaderValue: 'x' },
			'The Webhook Header Name in the credential is not a valid header name.',
		],
	];

	test.each(cases)('%s: publishing fails and says what to do', async (_, fields, message) => {
		const publishing = trigger(fields).lifecycle('create');
		await expect(publishing).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining(message) as string,
		});
		await expect(publishing).rejects.not.toMatchObject({
			message: expect.stringContaining(VALUE) as string,
		});
	});

	test.each(cases)('%s: each call gets 401', async (_, fields, message) => {
		for (const headers of [{}, signature, { 'X-Token': '' }, { 'X-Token': VALUE }]) {
			const outcome = await trigger(fields).call(call(headers));
			expect(outcome).toMatchObject({ status: 401, started: undefined });
			expect(outcome.warnings).toEqual([
				expect.stringContaining(`Webhook call rejected: ${message}`),
			]);
		}
	});

	test.each(['init', 'leadershipChange'] as const)(
		'a published workflow keeps its URL when n8n restarts (%s), and the log says why calls are rejected',
		async (activation) => {
			expect(await trigger({}).lifecycle('create', activation)).toEqual([
				true,
				[
					expect.stringMatching(
						/^All webhook calls are rejected: Anyone who knows .*"workflowId":"webhook-.*"node":"/,
					),
				],
			]);
		},
	);

	test.each(['activate', 'update', 'create', 'manual'] as const)(
		'publishing fails at once (%s)',
		async (activation) => {
			await expect(trigger({}).lifecycle('create', activation)).rejects.toThrow('Anyone');
		},
	);

	test('unpublishing still works', async () => {
		expect(await trigger({}).lifecycle('delete')).toEqual([true, []]);
	});

	test('Accept Unsigned Calls accepts calls from anyone, unless a header is incomplete', async () => {
		const open = { acceptUnsigned: true };
		expect(await trigger({}, open).lifecycle('create')).toEqual([true, []]);
		expect(await trigger({}, open).call(call())).toMatchObject(accepted);
		const half = trigger({ webhookHeaderName: 'X-Token' }, open);
		await expect(half.lifecycle('create')).rejects.toThrow('Webhook Header Value');
		expect(await half.call(call())).toMatchObject({ status: 401 });
	});

	test('Accept Unsigned Calls is off for any value but true', async () => {
		const unclear = trigger({}, { acceptUnsigned: 'no' });
		expect(await unclear.call(call())).toMatchObject({ status: 401 });
	});
});
