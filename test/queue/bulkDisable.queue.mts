import { setTimeout as pause } from 'node:timers/promises';
import { fairUseOptimum } from '../../bench/fairUseOptimum.mts';
import { rowWorkflow, withAccount, type Step } from '../../bench/steps.mts';
import { Account } from '../support/account.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';
import { startedByWorkers, startedSince, expectAll } from '../support/queueProcesses.mts';

const keyCount = 5000;
const executions = 50;
const perMinute = 3000;
const latencyMs = 100;
const minuteMs = 60_000;
const patienceMs = 200_000;
/** Two workers, each with 10 executions at a time, each of them with 10 keys at a time. */
const mostInFlight = 2 * 10 * 10;

const split: Step = {
	name: 'One item per key',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'body.keys', options: {} },
};

/** It fails when one of its keys does. */
function disable({ reference }: Account): Step {
	return {
		name: 'Disable',
		type: 'n8n-nodes-plugsurfing-emp.plugsurfingEmp',
		typeVersion: 1,
		parameters: {
			resource: 'chargingKey',
			operation: 'disable',
			chargingKeyId: { __rl: true, mode: 'id', value: '={{ $json.keyIdentifier }}' },
		},
		settings: withAccount(reference),
	};
}

/** Waits until early in a clock minute, so that its whole budget can be used. */
async function earlyInAMinute(): Promise<void> {
	const into = Date.now() % minuteMs;
	if (into > 15_000) await pause(minuteMs - into);
}

test('5,000 keys in 50 executions over both workers are disabled under one fair-use limit', async () => {
	const account = await Account.open({ keys: keyCount, latencyMs, requestsPerMinute: perMinute });
	const { simulator } = account;
	const keys = [...simulator.chargingKeys].map(({ keyIdentifier }) => ({ keyIdentifier }));
	for (const { keyIdentifier } of keys) {
		simulator.chargingKeys.change(keyIdentifier, { enabled: true });
	}
	const workflow = rowWorkflow('disable-keys', [split, disable(account)], true);
	const published = await PublishedWorkflow.of(account, workflow, '/webhook/disable-keys');
	const each = keyCount / executions;
	const batches = Array.from({ length: executions }, (_, index) =>
		keys.slice(index * each, (index + 1) * each),
	);

	await earlyInAMinute();
	const before = startedByWorkers();
	const answers = await Promise.all(
		batches.map((batch) => published.post({ keys: batch }, {}, patienceMs)),
	);
	expect(answers.map(({ status }) => status)).toEqual(batches.map(() => 200));
	await published.succeeded(executions, patienceMs);
	const byWorker = startedSince(before);
	expectAll(executions, byWorker);

	// Every key once, although some requests were rejected.
	expect([...simulator.chargingKeys].filter(({ enabled }) => enabled)).toEqual([]);
	const { requests } = simulator;
	const done = requests.filter(({ status }) => status === 200);
	const refused = requests.filter(({ status }) => status === 429);
	expect(done).toHaveLength(keyCount);
	expect(new Set(done.map(({ path }) => path)).size).toBe(keyCount);
	expect(requests).toHaveLength(done.length + refused.length);
	// This is how the processes learn of each other. Only requests in flight at that moment are rejected.
	expect(refused.length).toBeGreaterThan(0);
	expect(refused.length).toBeLessThanOrEqual(mostInFlight);

	const startedAt = requests[0]?.at ?? Number.NaN;
	const seconds = ((done.at(-1)?.at ?? Number.NaN) + latencyMs - startedAt) / 1000;
	const optimum = fairUseOptimum({ requests: keyCount, startedAt, perMinute, latencyMs }) / 1000;
	// No minute of the budget was missed.
	expect(seconds).toBeLessThan(optimum + 60);
	console.log(
		[
			`${keyCount} keys disabled in ${byWorker.join(' and ')} executions by the workers:`,
			`${requests.length} requests, ${refused.length} of them refused (429), no key twice,`,
			`at most ${simulator.mostInFlight} in flight,`,
			`${seconds.toFixed(1)} s (optimum of fair use ${optimum.toFixed(1)} s)`,
		].join(' '),
	);
});
