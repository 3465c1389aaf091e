import type { INodeParameters, IRun } from 'n8n-workflow';
import { ManualExecutionCancelledError } from 'n8n-workflow';

import { credentialFor, useSimulator } from '../engine/againstSimulator.mts';
import { pollOutcomes } from '../engine/newerFeatures.mts';
import { PollTrigger } from '../engine/poll.mts';
import { keyNamed } from '../support/pageExamples.mts';

const simulator = useSimulator({ keys: 20 });

function trigger(durableCursors: boolean): PollTrigger {
	const parameters: INodeParameters = { events: ['chargingKeyAdded'] };
	return new PollTrigger(credentialFor(simulator()), parameters, { durableCursors });
}

async function newTrigger(durableCursors: boolean): Promise<PollTrigger> {
	const published = trigger(durableCursors);
	await published.publish();
	return published;
}

function add(keyIdentifier: string): void {
	simulator().chargingKeys.add(keyNamed(keyIdentifier));
}

function started(published: PollTrigger): unknown[] {
	return published.started.map(({ keyIdentifier }) => keyIdentifier);
}

/** Waits until everything that awaits settled promises has run. */
const settled = () => new Promise((done) => setImmediate(done));

/** Polls, and waits until n8n has handed the items over. */
async function polled(published: PollTrigger): Promise<void> {
	await published.poll();
	await settled();
}

function busy(): Promise<never> {
	return Promise.reject(new Error('SQLITE_BUSY: database is locked'));
}

const stores = () => Promise.resolve();

describe.each([
	['static data that lives in the process', false],
	['durable cursors', true],
])('with %s', (_, durableCursors) => {
	const { test: testOutcome } = pollOutcomes;

	testOutcome('items that n8n could not store are handed over again until it can', async () => {
		const published = await newTrigger(durableCursors);
		published.storing = busy;
		add('one');
		await polled(published);
		add('two');
		await polled(published);
		expect(started(published)).toEqual([]);

		published.storing = stores;
		await polled(published);
		expect(started(published).sort()).toEqual(['one', 'two']);
		expect(await published.poll()).toEqual([]);
	});

	testOutcome('items that n8n is still storing are not handed over twice', async () => {
		const published = await newTrigger(durableCursors);
		let finish: () => void = () => undefined;
		published.storing = () => new Promise((resolve) => (finish = resolve));
		add('one');
		await published.poll();
		expect(await published.poll()).toEqual([]);
		const first = finish;
		add('two');
		await published.poll();
		published.storing = stores;
		first();
		finish();
		await settled();
		await polled(published);
		expect(started(published)).toEqual(['one', 'two']);
		expect(await published.poll()).toEqual([]);
	});

	testOutcome(
		'polling continues while an execution runs, and a clean restart repeats nothing',
		async () => {
			const published = await newTrigger(durableCursors);
			published.ending = () => new Promise<IRun>(() => undefined);
			add('one');
			await polled(published);
			add('two');
			await polled(published);
			expect(started(published)).toEqual(['one', 'two']);
			published.restart();
			expect(await published.poll()).toEqual([]);
		},
	);

	testOutcome.each([
		['was cancelled', () => Promise.reject(new ManualExecutionCancelledError('1'))],
		['ended before n8n tracked it', () => Promise.reject(new ExecutionNotFoundError())],
		['failed before its first node', () => Promise.resolve(undefined)],
	])('an execution that %s is not repeated', async (_how, ending) => {
		const published = await newTrigger(durableCursors);
		published.ending = ending;
		add('one');
		await polled(published);
		expect(await published.poll()).toEqual([]);
		expect(started(published)).toEqual(['one']);
	});

	testOutcome('a poll that fails meanwhile loses nothing', async () => {
		const published = await newTrigger(durableCursors);
		published.storing = busy;
		add('one');
		await polled(published);
		published.storing = stores;
		simulator().faults.add({ kind: 'html' });
		await expect(published.poll()).rejects.toThrow('HTML page');
		await polled(published);
		expect(started(published)).toEqual(['one']);
	});

	testOutcome(
		'a workflow published again after its memory was not saved repeats nothing',
		async () => {
			const published = await newTrigger(durableCursors);
			const before = published.stored;
			add('one');
			await polled(published);
			published.stored = before;
			published.republish();
			expect(await published.poll()).toEqual([]);
			add('two');
			await polled(published);
			expect(started(published)).toEqual(['one', 'two']);
		},
	);

	testOutcome('each change is found once while the database is free', async () => {
		const published = await newTrigger(durableCursors);
		add('one');
		expect(await published.poll()).toMatchObject([{ keyIdentifier: 'one' }]);
		expect(await published.poll()).toEqual([]);
		add('two');
		expect(await published.poll()).toMatchObject([{ keyIdentifier: 'two' }]);
		published.restart();
		expect(await published.poll()).toEqual([]);
	});
});

/** As in n8n, which does not export it. */
class ExecutionNotFoundError extends Error {}

pollOutcomes.test('a change is found again if the poll lost its lease on the memory', async () => {
	const published = await newTrigger(true);
	const before = published.stored;
	published.ending = () => {
		// n8n stored neither memory nor execution, and resolves without a run.
		published.stored = before;
		published.started.length = 0;
		return Promise.resolve(undefined);
	};
	add('one');
	await polled(published);
	published.ending = () => Promise.resolve(undefined);
	await polled(published);
	expect(started(published)).toEqual(['one']);
});

pollOutcomes.test(
	'two polls at once, as after a restart, hand over the same changes once',
	async () => {
		const published = await newTrigger(true);
		add('one');
		const emitFirst = await new Promise<() => void>((atGate) => {
			published.beforeEmit = () =>
				new Promise((emit) => {
					atGate(emit);
				});
			void published.poll();
		});
		published.beforeEmit = stores;
		simulator().faults.add({ kind: 'slowBody', durationMs: 100 });
		const second = published.poll();
		while (simulator().requestCount < 3) await settled();
		emitFirst();
		await second;
		await settled();
		expect(started(published)).toEqual(['one']);
		expect(await published.poll()).toEqual([]);
	},
);

pollOutcomes.test('the memory of another process that has polled since is used', async () => {
	const published = await newTrigger(true);
	const other = trigger(true);
	other.stored = published.stored;
	published.storing = busy;
	add('one');
	await polled(published);
	await polled(other);
	published.storing = stores;
	published.stored = other.stored;
	expect(await published.poll()).toEqual([]);
});
