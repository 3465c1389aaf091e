import { setTimeout } from 'node:timers/promises';

import type { INodeParameters } from 'n8n-workflow';

import { chargeDetailRecord } from '../../simulator/webhookEvent.mts';
import { credentialFor, useSimulator } from '../engine/againstSimulator.mts';
import { WebhookTrigger, type Call, type Handling } from '../engine/webhook.mts';

const simulator = useSimulator({ keys: 1, orders: 0 });

function published(parameters: INodeParameters = {}): WebhookTrigger {
	return new WebhookTrigger(credentialFor(simulator()), {
		events: ['ALL'],
		acceptUnsigned: true,
		...parameters,
	});
}

/** The trigger after a restart of n8n. */
function restarted(trigger: WebhookTrigger, parameters?: INodeParameters): WebhookTrigger {
	const next = published(parameters);
	next.stored = trigger.stored;
	return next;
}

function record(requestId?: string): Call {
	return { body: JSON.stringify(chargeDetailRecord('s-1', requestId)) };
}

/** A database that is locked until it is released or fails. */
function lockedDatabase() {
	let release: () => void = () => undefined;
	let fail: (error: Error) => void = () => undefined;
	const open = new Promise<void>((resolve, reject) => {
		release = resolve;
		fail = reject;
	});
	return {
		store: () => open,
		release,
		fail: () => {
			fail(new Error('SQLITE_BUSY'));
		},
	};
}

const STARTED = { status: 200, message: { message: 'Workflow was started' } };
const DUPLICATE = {
	status: 200,
	message: { message: 'Duplicate ignored: this request already started the workflow' },
	started: undefined,
};
const UNDECIDED = { status: 503, started: undefined };
const busy: Handling = { store: () => Promise.reject(new Error('SQLITE_BUSY')) };

describe('a charge detail record', () => {
	test('starts the workflow once, even across a restart', async () => {
		const trigger = published();
		const call = record();
		expect(await trigger.call(call)).toMatchObject(STARTED);
		expect(await trigger.call(call)).toMatchObject(DUPLICATE);
		expect(await restarted(trigger).call(call)).toMatchObject(DUPLICATE);
		expect(trigger.executions).toHaveLength(1);
	});

	test.each(['"r-1"', '42'])(
		'is known by its request ID %s, whatever else it contains',
		async (id) => {
			const trigger = published();
			expect(await trigger.call({ body: `{"requestId":${id}}` })).toMatchObject(STARTED);
			expect(await trigger.call({ body: `{"requestId":${id},"n":1}` })).toMatchObject(DUPLICATE);
		},
	);

	test('that n8n could not store starts the workflow when it is resent', async () => {
		const trigger = published();
		const call = record();
		expect(await trigger.call(call, busy)).toMatchObject({ status: 500 });
		expect(await trigger.call(call)).toMatchObject(STARTED);
	});

	test('that n8n could not store after the caller hung up starts it when it is resent', async () => {
		const trigger = published();
		const call = record();
		const { store, fail } = lockedDatabase();
		const first = trigger.call(call, { store, hangUp: Promise.resolve() });
		await setTimeout(20);
		fail();
		expect(await first).toMatchObject({ status: 500, hungUp: true });
		// Meanwhile another call saves the known requests.
		await trigger.call(record());
		expect(await trigger.call(call)).toMatchObject(STARTED);
	});

	test('whose workflow fails before it responds starts it again, also after a restart', async () => {
		const parameters = { responseMode: 'lastNode' };
		const trigger = published(parameters);
		const call = record();
		expect(await trigger.call(call, { workflowFails: true })).toMatchObject({ status: 500 });
		expect(await restarted(trigger, parameters).call(call)).toMatchObject({ status: 200 });
		expect(await trigger.call(call)).toMatchObject({ status: 200 });
		expect(trigger.executions).toHaveLength(2);
	});

	test('that n8n stored after the caller hung up is a duplicate when it is resent', async () => {
		const trigger = published();
		const call = record();
		const { store, release } = lockedDatabase();
		const first = trigger.call(call, { store, hangUp: Promise.resolve() });
		await setTimeout(20);
		release();
		expect(await first).toMatchObject({ status: 200, hungUp: true });
		expect(await trigger.call(call)).toMatchObject(DUPLICATE);
	});

	test('waits for its first copy, and is a duplicate once that is stored', async () => {
		const trigger = published();
		const call = record();
		const { store, release } = lockedDatabase();
		const first = trigger.call(call, { store });
		const second = trigger.call(call);
		await setTimeout(100);
		expect(trigger.executions).toEqual([]);
		release();
		expect(await first).toMatchObject(STARTED);
		expect(await second).toMatchObject(DUPLICATE);
		expect(trigger.executions).toHaveLength(1);
	});

	test('starts the workflow if its first copy fails while it waits; a third one is a duplicate', async () => {
		const trigger = published();
		const call = record();
		const { store, fail } = lockedDatabase();
		const first = trigger.call(call, { store });
		const copies = [trigger.call(call), trigger.call(call)];
		await setTimeout(20);
		fail();
		expect(await first).toMatchObject({ status: 500 });
		expect(await Promise.all(copies)).toMatchObject([STARTED, DUPLICATE]);
		expect(trigger.executions).toHaveLength(1);
	});

	test('gets 503 after 4 seconds and starts nothing if its first copy is still pending', async () => {
		const trigger = published();
		const call = record();
		const { store, release } = lockedDatabase();
		const first = trigger.call(call, { store, hangUp: Promise.resolve() });
		const began = Date.now();
		expect(await trigger.call(call)).toMatchObject(UNDECIDED);
		expect(Date.now() - began).toBeGreaterThanOrEqual(3900);
		expect(Date.now() - began).toBeLessThan(4900);
		release();
		await first;
		expect(await trigger.call(call)).toMatchObject(DUPLICATE);
		expect(trigger.executions).toHaveLength(1);
	});

	test('starts again an hour after a copy that n8n never responded to', async () => {
		const trigger = published();
		const call = record();
		const { store, release } = lockedDatabase();
		const first = trigger.call(call, { store });
		await setTimeout(20);
		const now = Date.now();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 3_600_001);
		expect(await trigger.call(call)).toMatchObject(STARTED);
		clock.mockRestore();
		release();
		await first;
	});

	test('in an editor test is never a duplicate and leaves no trace', async () => {
		const trigger = published();
		const call = record();
		expect(await trigger.call(call, { mode: 'manual' })).toMatchObject(STARTED);
		expect(await trigger.call(call, { mode: 'manual' })).toMatchObject(STARTED);
		expect(trigger.stored).toBe('{}');
	});
});

describe('many charge detail records', () => {
	test.each([
		['numbers beyond 2^53', '12345678901234567890', '12345678901234567891'],
		['numbers beyond the largest', '1e400', '2e400'],
		['lone surrogates', '"\\ud800"', '"\\ud801"'],
		['bytes that are not UTF-8', '"\xff"', '"\xfe"'],
	])('are distinguished by their request IDs, even if those are %s', async (_, one, other) => {
		const trigger = published();
		const calls = [one, other].map(
			(id): Call => ({
				body: Buffer.from(`{"requestId":${id}}`, 'latin1'),
			}),
		);
		for (const call of calls) expect(await trigger.call(call)).toMatchObject(STARTED);
		for (const call of calls) expect(await trigger.call(call)).toMatchObject(DUPLICATE);
	});

	test('each start the workflow once, whichever copy arrives first', async () => {
		const trigger = published();
		const calls = Array.from({ length: 200 }, () => record());
		await Promise.all([...calls, ...calls].map((call) => trigger.call(call)));
		expect(trigger.executions).toHaveLength(200);

		// n8n saves concurrent calls in any order: the next call saves all.
		await trigger.call(record());
		const next = restarted(trigger);
		for (const call of calls) expect(await next.call(call)).toMatchObject(DUPLICATE);
	});

	test('a pending one is not saved by another one', async () => {
		const trigger = published();
		const undecided = record();
		const { store, release } = lockedDatabase();
		const first = trigger.call(undecided, { store });
		await trigger.call(record());
		expect(await restarted(trigger).call(undecided)).toMatchObject(STARTED);
		release();
		await first;
	});

	test('one that starts while another is pending is also saved by that one', async () => {
		const trigger = published();
		const [slow, quick] = [record(), record()];
		const { store, release } = lockedDatabase();
		const first = trigger.call(slow, { store });
		await trigger.call(quick);
		release();
		await first;
		const next = restarted(trigger);
		expect(await next.call(slow)).toMatchObject(DUPLICATE);
		expect(await next.call(quick)).toMatchObject(DUPLICATE);
	});

	test('the next call repeats a failed or overwritten save', async () => {
		const trigger = published();
		const [lost, replaced, next] = [record(), record(), record()];
		await trigger.call(lost, { saveFails: true });
		await trigger.call(replaced);
		trigger.stored = '{}';
		await trigger.call(next);
		expect(await restarted(trigger).call(lost)).toMatchObject(DUPLICATE);

		trigger.stored = '{}';
		expect(await trigger.call(replaced)).toMatchObject(DUPLICATE);
		expect(await restarted(trigger).call(next)).toMatchObject(DUPLICATE);
	});

	test('those saved by another process are known', async () => {
		const [one, other] = [published(), published()];
		const call = record();
		await one.call(call);
		other.stored = one.stored;
		await other.call(record());
		one.stored = other.stored;
		expect(await one.call(call)).toMatchObject(DUPLICATE);
		expect(await other.call(call)).toMatchObject(DUPLICATE);
	});

	test('unpublishing the workflow saves the known requests', async () => {
		const trigger = published();
		const call = record();
		await trigger.call(call);
		trigger.stored = '{}';
		await trigger.lifecycle('delete');
		expect(trigger.stored).not.toBe('{}');
		expect(await trigger.call(call)).toMatchObject(DUPLICATE);

		// Requests that this process forgot are only in the static data.
		await trigger.lifecycle('delete');
		trigger.stored = '{}';
		expect(await trigger.call(call)).toMatchObject(STARTED);
	});

	test('of more than 100 triggers, those called last stay in memory', async () => {
		const triggers = Array.from({ length: 101 }, () => published());
		const call = record();
		for (const trigger of triggers) await trigger.call(call, { saveFails: true });
		const [first, second] = triggers;
		expect(await second?.call(call)).toMatchObject(DUPLICATE);
		expect(await first?.call(call)).toMatchObject(STARTED);
	});
});
