import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { callOf } from './call';
import { seenRequestsFor, type SeenRequests } from './seenRequests';

function isGood(status: number): boolean {
	return status >= 200 && status <= 299;
}

/**
 * n8n saves the static data after it has started the workflow. On its way there, before it waits for
 * anything, it makes a second Workflow of the same data, which takes them for unchanged (2.41.1,
 * establishContextForPersistence): written before that, they are saved only as long as nothing had
 * been saved yet. So they are written once more as soon as n8n waits for its database.
 */
async function writeAgain(memory: SeenRequests, stored: IDataObject): Promise<void> {
	await sleep(0);
	memory.write(stored);
}

/**
 * Whether a request has started the workflow before; from now on it has. Should n8n be unable to
 * start it, and answer so, the request counts as new when it comes again. A test in the editor is
 * never a repeat, and leaves no trace.
 */
export function isRepeated(context: IWebhookFunctions, requestId: string): boolean {
	if (context.getMode() === 'manual') return false;
	const memory = seenRequestsFor(String(context.getWorkflow().id), context.getNode().id);
	const stored = context.getWorkflowStaticData('node');
	if (!memory.add(requestId, stored)) return true;
	void writeAgain(memory, stored);

	const { response } = callOf(context);
	response.once('close', () => {
		if (response.headersSent && !isGood(response.statusCode)) memory.remove(requestId);
	});
	return false;
}
