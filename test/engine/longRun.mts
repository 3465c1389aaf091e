// node --expose-gc host/run.mjs test/engine/longRun.mts <base URL> <API key> <executions> <key identifier>: runs list,
// search, write and poll in turn through n8n's engine in one process. Prints the heap in use after garbage collection,
// in bytes, once every 100 executions, as a JSON list.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode } from './engine.mts';
import { PollTrigger } from './poll.mts';

const [baseUrl = '', apiKey = '', executions, keyIdentifier = ''] = process.argv.slice(2);
const sampledEvery = 100;
const credential = { environment: 'custom', baseUrl, apiKey };

async function run(parameters: INodeParameters): Promise<IDataObject[]> {
	const { status, outputs, error } = await runNode({ credential, parameters });
	if (status !== 'success') throw error ?? new Error(status);
	return (outputs[0] ?? []).map(({ json }) => json);
}

let isEnabled = true;
const trigger = new PollTrigger(credential, { events: ['chargingKeyChanged'] });
await trigger.publish();

const work: (() => Promise<unknown>)[] = [
	() => run({ resource: 'chargingKey', operation: 'getAll', returnAll: true }),
	() => run({ resource: 'location', operation: 'search', latitude: 52.52, longitude: 13.4 }),
	() => {
		isEnabled = !isEnabled;
		return run({
			resource: 'chargingKey',
			operation: isEnabled ? 'enable' : 'disable',
			chargingKeyId: { __rl: true, mode: 'id', value: keyIdentifier },
		});
	},
	async () => {
		const found = await trigger.poll();
		// The written key. Cleared, because a growing list would look like a leak.
		if (found.length !== 1) throw new Error(`A poll found ${found.length} changes`);
		trigger.started.length = 0;
	},
];

const heap: number[] = [];
for (let execution = 1; execution <= Number(executions); execution++) {
	await work[execution % work.length]?.();
	if (execution % sampledEvery !== 0) continue;
	globalThis.gc?.();
	heap.push(process.memoryUsage().heapUsed);
}
console.log(JSON.stringify(heap));
process.exit(0);
