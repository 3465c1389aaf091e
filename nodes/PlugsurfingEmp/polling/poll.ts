import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { createClient, CREDENTIAL_NAME, type ApiClient } from '../api/client';
import { toNodeError } from '../api/nodeError';
import { findKeyChanges, readKeyMemory, writeKeyMemory } from './chargingKeyChanges';
import { HandOvers } from './handOver';
import { readOptions, type PollOptions } from './options';
import { findOrderChanges, readOrderMemory, writeOrderMemory } from './orderChanges';
import { sampleItems } from './sampleItems';
import { timeBudget, type TimeBudget } from './timeBudget';

/** The next poll is a retry in itself. */
const MAX_RETRIES = 2;

/** The state of a node that has not polled for this long is released: its workflow may be deleted. */
const MAX_IDLE_MS = 24 * 60 * 60_000;

/** What the process knows of one node, beside what n8n stores. */
class NodeState {
	/** n8n starts a poll even if the one before has not ended; both would find the same changes. */
	isPolling = false;
	readonly handOvers = new HandOvers();
	readonly failedCursors = new Set<string>();
	lastUsed = 0;

	isReleasable(now: number): boolean {
		const isIdle = !this.isPolling && now - this.lastUsed > MAX_IDLE_MS;
		return isIdle && this.handOvers.isSettled && this.failedCursors.size === 0;
	}
}

/** By ids of workflow and node. */
const states = new Map<string, NodeState>();

function stateOf(context: IPollFunctions, now: number): NodeState {
	for (const [id, state] of states) if (state.isReleasable(now)) states.delete(id);
	const id = `${context.getWorkflow().id} ${context.getNode().id}`;
	const state = states.get(id) ?? new NodeState();
	state.lastUsed = now;
	states.set(id, state);
	return state;
}

/** What is remembered of this account: another one has other orders and keys. */
function memoryOf(memory: IDataObject, account: string, credential: string): IDataObject {
	// 1.0.0 did not remember the credential.
	const isSame = memory.account === account && (memory.credential ?? credential) === credential;
	if (isSame) return { ...memory, credential };
	const { sequence, handOver } = memory;
	return { account, credential, ...(handOver !== undefined && { sequence, handOver }) };
}

/**
 * Finds what has changed since the last poll.
 *
 * @returns the changes, and the memory that includes them; the one passed in stays as it is.
 */
async function findChanges(
	client: ApiClient,
	before: IDataObject,
	options: PollOptions,
	time: TimeBudget,
	failedCursors: Set<string>,
): Promise<{ found: IDataObject[]; memory: IDataObject }> {
	const memory = { ...before };
	const found: IDataObject[] = [];
	const looksFor = (prefix: string) =>
		[...options.events].some((event) => event.startsWith(prefix));

	if (looksFor('order')) {
		const orders = readOrderMemory(memory.orders);
		found.push(...(await findOrderChanges(client, orders, options, time, failedCursors)));
		memory.orders = writeOrderMemory(orders);
	}
	if (looksFor('chargingKey')) {
		const keys = readKeyMemory(memory.keys);
		const changes = await findKeyChanges(client, keys, options, time, failedCursors);
		for (const change of changes) found.push(change);
		memory.keys = writeKeyMemory(keys);
	}
	return { found, memory };
}

function replace(stored: IDataObject, memory: IDataObject): void {
	for (const field of Object.keys(stored)) if (!(field in memory)) delete stored[field];
	Object.assign(stored, memory);
}

function output(found: IDataObject[]): INodeExecutionData[][] {
	return [found.map((json) => ({ json }))];
}

async function pollOnce(
	context: IPollFunctions,
	client: ApiClient,
	options: PollOptions,
	time: TimeBudget,
	{ handOvers, failedCursors }: NodeState,
): Promise<INodeExecutionData[][] | null> {
	const stored = context.getWorkflowStaticData('node');
	const start = handOvers.begin(stored);
	if (!start) return null;

	const credential = context.getNode().credentials?.[CREDENTIAL_NAME]?.id ?? '';
	const before = memoryOf(start.memory, client.baseUrl, credential);
	// A poll that fails leaves the memory as it was: it is written only below.
	const { found, memory } = await findChanges(client, before, options, time, failedCursors);
	failedCursors.clear();

	const items = start.unsent.flatMap((unsent) => unsent.items).concat(found);
	if (items.length === 0) {
		replace(stored, memory);
		return null;
	}
	const marked = handOvers.mark(memory);
	const result = output(items);
	handOvers.follow(context, result, marked, { stored, unsent: start.unsent });
	replace(stored, marked);
	return result;
}

async function showSample(
	context: IPollFunctions,
	client: ApiClient,
	options: PollOptions,
): Promise<INodeExecutionData[][]> {
	const items = await sampleItems(client, options);
	if (items.length > 0) return output(items);
	throw new NodeOperationError(context.getNode(), 'No orders or charging keys to show yet', {
		description:
			'The account has none of the objects that Trigger On selects. The trigger will find them once they exist.',
	});
}

/**
 * One poll, or in the editor a sample of what a poll may find, which leaves the memory alone.
 *
 * @returns null when there is nothing new.
 * @throws NodeApiError or NodeOperationError.
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const time = timeBudget(context);
	const options = readOptions(context);
	try {
		const connection = await createClient(context);
		const client = connection.withOptions({
			maxRetries: MAX_RETRIES,
			waitUntil: time.waitUntil,
		});
		if (context.getMode() === 'manual') return await showSample(context, client, options);

		const state = stateOf(context, time.began);
		if (state.isPolling) return null;
		state.isPolling = true;
		try {
			return await pollOnce(context, client, options, time, state);
		} finally {
			state.isPolling = false;
		}
	} catch (cause) {
		throw toNodeError(context.getNode(), cause);
	}
}
