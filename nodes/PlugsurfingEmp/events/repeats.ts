import type { IWebhookFunctions } from 'n8n-workflow';

import { callOf } from './call';
import { requestMemoryOf } from './requestMemory';

function isGood(status: number): boolean {
	return status >= 200 && status <= 299;
}

/**
 * Whether a request has started the workflow before; from now on it has. Should n8n be unable to
 * start it, and answer so, the request counts as new when it comes again. A test in the editor is
 * never a repeat, and leaves no trace.
 */
export function isRepeated(context: IWebhookFunctions, requestId: string): boolean {
	if (context.getMode() === 'manual') return false;
	const memory = requestMemoryOf(String(context.getWorkflow().id), context.getNode().id);
	if (!memory.add(requestId, context.getWorkflowStaticData('node'))) return true;

	const { response } = callOf(context);
	response.once('close', () => {
		if (response.headersSent && !isGood(response.statusCode)) memory.remove(requestId);
	});
	return false;
}
