import { setTimeout as pause } from 'node:timers/promises';
import type { Execution } from '../../host/execution.mts';
import type { Fault } from '../../simulator/simulator.mts';
import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { Disturber } from '../support/disturber.mts';
import { OwnN8n } from '../support/ownN8n.mts';
import { until } from '../support/triggeredN8n.mts';
import { pollTrigger, pollWorkflow } from '../support/triggerWorkflow.mts';

const secondsBetweenPolls = 3;
const rounds = 30;

const faults: Fault[] = [
	{ kind: 'html' },
	{ kind: 'truncated', how: 'json' },
	{ kind: 'withoutList' },
	{ kind: 'status', status: 403 },
];

let n8n: OwnN8n;
let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({ keys: 1300, orders: 150 });
	n8n = await OwnN8n.start('poll-trigger');
}, 180_000);

afterAll(async () => {
	await n8n.stop();
	await simulator.close();
	expect(simulator.contractBreaches).toEqual([]);
});

/** The changes that an execution was started with, each as one line. */
function linesOf(execution: Execution): string[] {
	if (!execution.ran(pollTrigger)) return [];
	return execution
		.items(pollTrigger)
		.map(({ event, id, keyIdentifier }) =>
			[event, id ?? keyIdentifier].map((part) => (typeof part === 'string' ? part : '')).join(' '),
		);
}

test('30 polls with changes, faults and restarts start the workflow with each change once', async () => {
	const credential = await n8n.api.createCredential({
		name: 'Plugsurfing EMP account',
		type: 'plugsurfingEmpApi',
		data: { environment: 'custom', baseUrl: simulator.baseUrl, apiKey: simulator.apiKey },
	});
	const events = [
		...['chargingKeyAdded', 'chargingKeyChanged', 'chargingKeyRemoved'],
		...['orderCreated', 'orderUpdated'],
	];
	const workflow = await n8n.api.createWorkflow(
		pollWorkflow(secondsBetweenPolls, events, credential),
	);

	// "Fetch Test Event": a sample for each event, and nothing is remembered.
	const sample = await n8n.api.run(workflow, pollTrigger);
	expect(sample.items(pollTrigger)).toHaveLength(5);

	await n8n.api.publish(workflow);
	const began = simulator.requestCount;
	await until(() => Promise.resolve(simulator.requestCount >= began + 10));

	const disturber = new Disturber(simulator, 7);
	for (let round = 0; round < rounds; round++) {
		disturber.change(4);
		if (disturber.oneIn(3)) {
			simulator.faults.add({ ...disturber.pick(faults), after: disturber.upTo(4) });
		}
		if (round % 12 === 5) {
			await n8n.restart(() => {
				disturber.change(4);
			});
		}
		await pause(secondsBetweenPolls * 1000);
	}
	simulator.faults.clear();

	const deadline = Date.now() + 60_000;
	const found: string[] = [];
	for (;;) {
		found.length = 0;
		for (const id of await n8n.executionIds(workflow)) {
			const execution = await n8n.api.finished(id);
			// The first one is the sample of the manual test.
			if (id !== '1') found.push(...linesOf(execution));
		}
		if (found.length >= disturber.log.length || Date.now() > deadline) break;
		await pause(secondsBetweenPolls * 1000);
	}
	console.log(`${disturber.log.length} changes, found ${found.length}`);
	expect(found.sort()).toEqual(disturber.log.sort());
}, 600_000);
