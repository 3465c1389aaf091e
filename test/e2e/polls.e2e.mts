import { setTimeout as pause } from 'node:timers/promises';
import type { SavedWorkflow } from '../../host/n8nApi.mts';
import { textAt } from '../../host/shape.mts';
import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { lockDatabase } from '../support/databaseLock.mts';
import { OwnN8n } from '../support/ownN8n.mts';
import { keyNamed } from '../support/pageExamples.mts';
import { until } from '../support/until.mts';
import { pollTrigger, pollWorkflow } from '../support/triggerWorkflow.mts';

const secondsBetweenPolls = 4;

const lockMs = 14_000;
const keysPerLock = 3;

const durableCursors = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};

describe.each([
	{ mode: 'default settings', name: 'polls-default', settings: {} },
	{ mode: 'durable cursors', name: 'polls-durable', settings: durableCursors },
])('with $mode', ({ name, settings }) => {
	let n8n: OwnN8n;
	let simulator: Simulator;
	let workflow: SavedWorkflow;
	let added = 0;

	function addKey(): void {
		simulator.chargingKeys.add(keyNamed(`added-${String(++added)}`));
	}

	/** The keys that started the workflow, in the order of adding. */
	async function found(): Promise<string[]> {
		const items = (await n8n.started(workflow, pollTrigger)).flat();
		const number = (key: string) => Number(key.replace('added-', ''));
		return items.map((each) => textAt(each, 'keyIdentifier')).sort((a, b) => number(a) - number(b));
	}

	async function polls(count: number): Promise<void> {
		const before = simulator.requestCount;
		await until(() => Promise.resolve(simulator.requestCount >= before + count));
	}

	function allAdded(): string[] {
		return Array.from({ length: added }, (_, n) => `added-${String(n + 1)}`);
	}

	beforeAll(async () => {
		simulator = await startSimulator({ keys: 20 });
		n8n = await OwnN8n.start(name, settings);
		const credential = await n8n.api.createCredential({
			name: 'Plugsurfing EMP account',
			type: 'plugsurfingEmpApi',
			data: { environment: 'custom', baseUrl: simulator.baseUrl, apiKey: simulator.apiKey },
		});
		workflow = await n8n.api.createWorkflow(
			pollWorkflow(secondsBetweenPolls, ['chargingKeyAdded'], credential),
		);
		await n8n.api.publish(workflow);
		await polls(2);
	}, 180_000);

	afterAll(async () => {
		await n8n.stop();
		await simulator.close();
		expect(simulator.contractBreaches).toEqual([]);
	});

	test('what a poll finds while the database is busy starts the workflow once', async () => {
		for (let lock = 0; lock < 3; lock++) {
			const locked = lockDatabase(n8n.databaseFile, lockMs);
			for (let key = 0; key < keysPerLock; key++) {
				await pause(lockMs / (keysPerLock + 1));
				addKey();
			}
			await locked;
			await pause(2 * secondsBetweenPolls * 1000);
		}
		await polls(4);
		const keys = await found();
		console.log(
			`${name}: ${String(added)} keys added, ${String(keys.length)} items: ${keys.join()}`,
		);
		expect(keys).toEqual(allAdded());
	}, 300_000);

	test('a clean restart loses and repeats nothing', async () => {
		addKey();
		await polls(2);
		await n8n.restart(addKey);
		await polls(4);
		expect(await found()).toEqual(allAdded());
	}, 300_000);

	test('a kill while the database is busy loses nothing', async () => {
		const locked = lockDatabase(n8n.databaseFile, 10_000);
		addKey();
		await pause(8_000);
		await n8n.crash();
		await locked;
		addKey();
		await polls(4);
		const keys = await found();
		console.log(`${name}: ${String(keys.length - added)} items came again after a kill`);
		expect([...new Set(keys)]).toEqual(allAdded());
	}, 300_000);
});
