import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { createClient, CREDENTIAL_NAME, type ApiClient } from '../api/client';
import { toNodeError } from '../api/nodeError';
import { findKeyChanges, readKeyState, writeKeyState } from './chargingKeyChanges';
import { readOptions, type PollOptions } from './options';
import { findOrderChanges, readOrderState, writeOrderState } from './orderChanges';
import { processStateOf, type ProcessState } from './processState';
import { sampleItems } from './sampleItems';
import { timeBudget, type TimeBudget } from './timeBudget';

/** Few, because the next poll is also a retry. */
const MAX_RETRIES = 2;

/** Returns the saved state, or an empty one for a different account, which has other orders and keys. */
function savedStateFor(saved: IDataObject, account: string, credential: string): IDataObject {
	// Version 1.0.0 did not save the credential.
	const isSame = saved.account === account && (saved.credential ?? credential) === credential;
	if (isSame) return { ...saved, credential };
	const { sequence, handOver } = saved;
	return { account, credential, ...(handOver !== undefined && { sequence, handOver }) };
}

/**
 * Finds what has changed since the last poll.
 *
 * @returns the changes and the new state that includes them; `before` is not modified.
 */
async function findChanges(
	client: ApiClient,
	before: IDataObject,
	options: PollOptions,
	time: TimeBudget,
	failedCursors: Set<string>,
): Promise<{ found: IDataObject[]; saved: IDataObject }> {
	const saved = { ...before };
	const found: IDataObject[] = [];
	const includes = (prefix: string) =>
		[...options.events].some((event) => event.startsWith(prefix));

	if (includes('order')) {
		const orders = readOrderState(saved.orders);
		found.push(...(await findOrderChanges(client, orders, options, time, failedCursors)));
		saved.orders = writeOrderState(orders);
	}
	if (includes('chargingKey')) {
		const keys = readKeyState(saved.keys);
		const changes = await findKeyChanges(client, keys, options, time, failedCursors);
		for (const change of changes) found.push(change);
		saved.keys = writeKeyState(keys);
	}
	return { found, saved };
}

function replace(stored: IDataObject, saved: IDataObject): void {
	for (const field of Object.keys(stored)) if (!(field in saved)) delete stored[field];
	Object.assign(stored, saved);
}

function output(found: IDataObject[]): INodeExecutionData[][] {
	return [found.map((json) => ({ json }))];
}

async function pollOnce(
	context: IPollFunctions,
	client: ApiClient,
	options: PollOptions,
	time: TimeBudget,
	{ handOvers, failedCursors }: ProcessState,
): Promise<INodeExecutionData[][] | null> {
	const stored = context.getWorkflowStaticData('node');
	const start = handOvers.begin(stored);
	if (!start) return null;

	const credential = context.getNode().credentials?.[CREDENTIAL_NAME]?.id ?? '';
	const before = savedStateFor(start.state, client.baseUrl, credential);
	// A failed poll does not change the saved state: it is written only below.
	const { found, saved } = await findChanges(client, before, options, time, failedCursors);
	failedCursors.clear();

	const items = start.unsent.flatMap((unsent) => unsent.items).concat(found);
	if (items.length === 0) {
		replace(stored, saved);
		return null;
	}
	const marked = handOvers.mark(saved);
	const result = output(items);
	handOvers.track(context, result, marked, stored, start);
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
			'Nothing in the account matches Trigger On yet. Once the workflow is published, it starts when something does.',
	});
}

/**
 * Runs one poll; in the editor, returns sample items instead and does not change the saved state.
 *
 * @returns null if nothing has changed.
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

		const id = `${context.getWorkflow().id} ${context.getNode().id}`;
		const state = processStateOf(id, time.began);
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
