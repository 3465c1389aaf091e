import type { INodeParameters } from 'n8n-workflow';

import { chargeDetailRecord, sessionEvent } from '../../simulator/webhookEvent.mts';
import type { Fault } from '../../simulator/simulator.mts';
import { WebhookSender } from '../../simulator/webhookSender.mts';
import { credentialFor, useSimulator } from '../engine/againstSimulator.mts';
import { WebhookTrigger, type Call } from '../engine/webhook.mts';

const simulator = useSimulator({
	keys: 10,
	orders: 0,
	sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
});
const CURRENT = 'current-secret';
const NEXT = 'next-secret';
const sender = new WebhookSender(CURRENT);

function trigger(parameters: INodeParameters = {}, secrets = { webhookSecret: CURRENT }) {
	return new WebhookTrigger(credentialFor(simulator(), secrets), {
		events: ['ALL'],
		...parameters,
	});
}

function signed(event: object, by = sender): Call {
	const body = JSON.stringify(event);
	return { body, headers: by.headersFor(body, 'valid') };
}

function containing(text: string): unknown {
	return expect.stringContaining(text);
}

const event = sessionEvent('SESSION_COMPLETE', 's-1');

describe('signature', () => {
	test('NEXT is accepted together with CURRENT and alone', async () => {
		const call = signed(event, new WebhookSender(NEXT));
		const both = { webhookSecret: CURRENT, webhookSecretNext: NEXT };
		expect(await trigger({}, both).call(call)).toMatchObject({ status: 200, started: event });
		const next = { webhookSecret: '', webhookSecretNext: NEXT };
		expect(await trigger({}, next).call(call)).toMatchObject({ status: 200, started: event });
		expect(await trigger({}, next).call(signed(event))).toMatchObject({ status: 401 });
	});

	test('publishing and unpublishing registers nothing', async () => {
		expect(await trigger().lifecycle('checkExists')).toEqual([false, []]);
		expect(await trigger().lifecycle('create')).toEqual([true, []]);
		expect(await trigger().lifecycle('delete')).toEqual([true, []]);
		expect(simulator().requests).toEqual([]);
	});
});

describe('body', () => {
	test.each(['', 'hello', '[1]', '"text"', 'null', '{"event":'])('%p is rejected', async (body) => {
		const headers = sender.headersFor(body, 'valid');
		expect(await trigger().call({ body, headers })).toMatchObject({
			status: 400,
			started: undefined,
		});
	});

	test('is checked only after the sender', async () => {
		expect(await trigger().call({ body: 'hello' })).toMatchObject({ status: 401 });
	});

	test('is rejected if it is too large or cannot be read', async () => {
		const tooLarge = Object.assign(new Error('request entity too large'), { status: 413 });
		expect(await trigger().call({ body: '', unreadable: tooLarge })).toMatchObject({ status: 413 });
		const broken = new Error('aborted');
		expect(await trigger().call({ body: '', unreadable: broken })).toMatchObject({ status: 401 });
		const open = trigger({ acceptUnsigned: true }, { webhookSecret: '' });
		expect(await open.call({ body: '', unreadable: broken })).toMatchObject({ status: 400 });
	});

	test('may start with a byte order mark', async () => {
		const body = `\uFEFF${JSON.stringify(event)}`;
		const headers = sender.headersFor(body, 'valid');
		expect(await trigger().call({ body, headers })).toMatchObject({ started: event });
	});
});

describe('Trigger On', () => {
	const kinds = [
		'SESSION_STARTED',
		'SESSION_STOPPED',
		'SESSION_COMPLETE',
		'SESSION_START_FAILED',
		'SESSION_STOP_FAILED',
		'SESSION_FEE_INCURRING',
	];
	const calls = [
		...kinds.map((kind): [string, object] => [kind, sessionEvent(kind, 's-1')]),
		['SESSION_COMPLETE', sessionEvent('SESSION_COMPLETED', 's-1')],
		['SESSION_START_FAILED', sessionEvent('SESSION_FAILED', 's-1')],
		['CHARGE_DETAIL_RECORD', chargeDetailRecord('s-1')],
		['CHARGE_DETAIL_RECORD', { requestId: 12_345 }],
		['unknown', { event: 'SOMETHING_NEW', payload: {} }],
		['unknown', { event: 'OTHER' }],
		['unknown', { event: 'CHARGE_DETAIL_RECORD' }],
		['unknown', { event: 5 }],
		['unknown', { requestId: '' }],
		['OTHER', { keyIdentifier: '3633e0e0', countryCode: 'DE' }],
		['OTHER', { hello: 'world', event: null }],
		['OTHER', {}],
	] as Array<[string, object]>;

	test.each([...kinds, 'CHARGE_DETAIL_RECORD', 'OTHER'])(
		'%s accepts only its own events',
		async (chosen) => {
			for (const [kind, content] of calls) {
				const outcome = await trigger({ events: [chosen] }).call(signed(content));
				expect(outcome.status).toBe(200);
				expect(outcome.started).toEqual(kind === chosen ? content : undefined);
			}
		},
	);

	test('All Calls accepts everything, including unknown events', async () => {
		for (const [, content] of calls) {
			expect(await trigger().call(signed(content))).toMatchObject({ started: content });
		}
	});

	test('accepts several values and defaults to Session Complete', async () => {
		const two = { events: ['SESSION_STARTED', 'SESSION_STOPPED'] };
		expect(await trigger(two).call(signed(sessionEvent('SESSION_STOPPED', 's')))).toMatchObject({
			started: { event: 'SESSION_STOPPED' },
		});
		const one = trigger({ events: '={{ "SESSION_STOPPED" }}' });
		expect((await one.call(signed(event))).started).toBeUndefined();
		expect(await one.call(signed(sessionEvent('SESSION_STOPPED', 's')))).toMatchObject({
			started: { event: 'SESSION_STOPPED' },
		});
		const fresh = new WebhookTrigger(credentialFor(simulator(), { webhookSecret: CURRENT }));
		expect((await fresh.call(signed(event))).started).toEqual(event);
		expect(
			(await fresh.call(signed(sessionEvent('SESSION_STOPPED', 's')))).started,
		).toBeUndefined();
	});
});

describe('repeated requests', () => {
	test('session events never count as duplicates', async () => {
		const published = trigger();
		expect((await published.call(signed(event))).started).toEqual(event);
		expect((await published.call(signed(event))).started).toEqual(event);
	});

	test('a rejected call leaves no trace', async () => {
		const published = trigger();
		const record = chargeDetailRecord('s-1');
		expect(await published.call({ body: JSON.stringify(record) })).toMatchObject({ status: 401 });
		expect((await published.call(signed(record))).started).toEqual(record);
	});
});

describe('Include Session Details', () => {
	const details = { includeSessionDetails: true };

	test('adds the session before n8n stores the execution and responds', async () => {
		const sessionId = simulator().sessions.start('connector', 'key');
		simulator().sessions.stop(sessionId);
		const about = sessionEvent('SESSION_COMPLETE', sessionId);
		expect(await trigger(details).call(signed(about))).toMatchObject({
			status: 200,
			started: {
				...about,
				session: { sessionId, sessionStatus: 'COMPLETE', energy: { unit: 'WH' } },
			},
		});
	});

	test('delivers the event even if the session is unavailable', async () => {
		expect(await trigger(details).call(signed(event))).toMatchObject({
			status: 200,
			started: { ...event, sessionError: containing('there is no such session') },
		});
		const nowhere = credentialFor(simulator(), { webhookSecret: CURRENT, baseUrl: 'nonsense' });
		const { started } = await new WebhookTrigger(nowhere, details).call(signed(event));
		expect(started).toMatchObject({ ...event, sessionError: containing('Base URL') });
	});

	test('a record with a session that n8n could not store starts the workflow when it is resent', async () => {
		const sessionId = simulator().sessions.start('connector', 'key');
		const record = { requestId: 'r-1', payload: { sessionId } };
		const published = trigger(details);
		const busy = { store: () => Promise.reject(new Error('SQLITE_BUSY')) };
		expect(await published.call(signed(record), busy)).toMatchObject({ status: 500 });
		expect(await published.call(signed(record))).toMatchObject({
			status: 200,
			started: { requestId: record.requestId, session: { sessionId } },
		});
	});

	test.each([
		['hangs', { kind: 'hang' }, /within 3 seconds$/],
		['drips', { kind: 'slowBody', durationMs: 60_000 }, /within 3 seconds$/],
		['is busy', { kind: 'status', status: 503 }, /^Could not/],
		[
			'is overloaded',
			{ kind: 'status', status: 429, headers: { 'Retry-After': '60' } },
			/^Could not/,
		],
	] as Array<[string, Fault, RegExp]>)(
		'an API that %s delays the event by 3 seconds at most',
		async (_, fault, reason) => {
			const sessionId = simulator().sessions.start('connector', 'key');
			simulator().faults.add({ ...fault, times: 'always' });
			const about = sessionEvent('SESSION_COMPLETE', sessionId);
			const published = trigger(details);
			const began = Date.now();
			const started = { ...about, sessionError: expect.stringMatching(reason) as string };
			const calls = [signed(about), signed(about)].map((call) => published.call(call));
			expect(await Promise.all(calls)).toMatchObject(Array(2).fill({ status: 200, started }));
			expect(Date.now() - began).toBeLessThan(4000);
		},
	);

	test('an event without a session stays unchanged', async () => {
		const record = chargeDetailRecord('s-1');
		expect(await trigger(details).call(signed(record))).toMatchObject({ started: record });
		expect(simulator().requests).toEqual([]);
	});
});
