import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { createClient, type ApiClient } from '../api/client';
import { toNodeError } from '../api/nodeError';
import { keyChanges, readKeyMemory, writeKeyMemory } from './chargingKeyChanges';
import type { ChargingKeyWatch } from './chargingKeyScan';
import { oneAtATime } from './oneAtATime';
import { orderChanges, readOrderMemory, writeOrderMemory } from './orderChanges';
import { sampleItems } from './sampleItems';
import { readOptions } from './options';
import { timeBudget, type TimeBudget } from './timeBudget';

/** The next poll is a retry in itself. */
const RETRIES = 2;

function has(watch: ChargingKeyWatch, ...names: string[]): boolean {
	return [...watch.events].some((event) => names.some((name) => event.startsWith(name)));
}

/**
 * Finds what has changed since the last poll. The memory is read at the start and written at the very
 * end, so that a poll that fails leaves it as it was.
 */
async function changes(
	stored: IDataObject,
	connection: ApiClient,
	watch: ChargingKeyWatch,
	time: TimeBudget,
): Promise<IDataObject[]> {
	const client = connection.withOptions({ maxRetries: RETRIES, waitUntil: time.waitUntil });
	const account = connection.baseUrl;
	// Another environment has orders and keys of its own.
	const known = stored.account === account ? stored : {};
	let found: IDataObject[] = [];
	const learned: IDataObject = { account };

	if (has(watch, 'order')) {
		const memory = readOrderMemory(known.orders);
		found = await orderChanges(client, memory, watch, time);
		learned.orders = writeOrderMemory(memory);
	}
	if (has(watch, 'chargingKey')) {
		const memory = readKeyMemory(known.keys);
		found = found.concat(await keyChanges(client, memory, watch, time));
		learned.keys = writeKeyMemory(memory);
	}
	if (known !== stored) for (const field of Object.keys(stored)) delete stored[field];
	Object.assign(stored, learned);
	return found;
}

function output(found: IDataObject[]): INodeExecutionData[][] | null {
	return found.length > 0 ? [found.map((json) => ({ json }))] : null;
}

async function showSample(
	context: IPollFunctions,
	connection: ApiClient,
	watch: ChargingKeyWatch,
	time: TimeBudget,
): Promise<INodeExecutionData[][] | null> {
	const items = await sampleItems(
		connection.withOptions({ maxRetries: RETRIES, waitUntil: time.waitUntil }),
		watch,
	);
	if (items.length > 0) return output(items);
	throw new NodeOperationError(context.getNode(), 'There is nothing to show yet', {
		description:
			'The account has none of what the node triggers on. Once it has, it will be found.',
	});
}

/** One poll, or in the editor a sample of what a poll may find, which leaves the memory alone. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const fail = (cause: unknown): never => {
		throw toNodeError(context.getNode(), cause);
	};
	const time = timeBudget(context);
	const watch = readOptions(context);
	const connection = await createClient(context).catch(fail);
	if (context.getMode() === 'manual') {
		return await showSample(context, connection, watch, time).catch(fail);
	}
	const found = await oneAtATime(
		`${context.getWorkflow().id} ${context.getNode().id}`,
		async () => await changes(context.getWorkflowStaticData('node'), connection, watch, time),
	).catch(fail);
	return output(found ?? []);
}
