import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { callRejection } from './authentication';
import { jsonObjectIn, rawBodyOf } from './body';
import { callOf } from './call';
import { CHARGE_DETAIL_RECORD, isSelected, eventTypeOf } from './eventTypes';
import { isRepeated } from './repeats';
import { sessionDetails, sessionIdIn } from './sessionDetails';

const REJECTIONS = {
	400: 'The body is no JSON object',
	401: 'The signature or the agreed header is missing or wrong',
	413: 'The body is too large',
} as const;

/** Answers a call, by itself when n8n is not to do it after the workflow has been started. */
function answer(context: IWebhookFunctions, status: number, message: string): void {
	callOf(context).response.status(status).json({ message });
}

function reject(context: IWebhookFunctions, status: keyof typeof REJECTIONS): IWebhookResponseData {
	answer(context, status, REJECTIONS[status]);
	return { noWebhookResponse: true };
}

/** All is well, but there is nothing to do: answered with 200 and no execution. */
function ignored(message: string): IWebhookResponseData {
	return { webhookResponse: { message } };
}

/** Checks who a call is from. A rejection is logged with its reason. */
async function isAuthentic(context: IWebhookFunctions, body: Buffer): Promise<boolean> {
	const reason = await callRejection(context, body);
	if (reason === undefined) return true;
	context.logger.warn(`Webhook call rejected: ${reason}`, {
		workflowId: context.getWorkflow().id,
		node: context.getNode().name,
	});
	return false;
}

function wantedKinds(context: IWebhookFunctions): string[] {
	const events = context.getNodeParameter('events', []);
	return Array.isArray(events) ? events.map(String) : [String(events)];
}

/** Plugsurfing waits 5 seconds for the answer, the session may take longer: the answer comes first. */
async function withSession(
	context: IWebhookFunctions,
	event: IDataObject,
	sessionId: string,
): Promise<IWebhookResponseData> {
	answer(context, 200, 'Workflow was started');
	const json = { ...event, ...(await sessionDetails(context, sessionId)) };
	return { noWebhookResponse: true, workflowData: [[{ json }]] };
}

/**
 * Takes a call in: checks who it is from before anything else, and starts the workflow with its body
 * as it came.
 */
export async function handleWebhook(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const body = await rawBodyOf(callOf(context).request);
	const bytes = 'bytes' in body ? body.bytes : undefined;
	if ('status' in body && body.status === 413) return reject(context, 413);
	if (!(await isAuthentic(context, bytes ?? Buffer.alloc(0)))) return reject(context, 401);

	const event = bytes && jsonObjectIn(bytes);
	if (!event) return reject(context, 400);

	const kind = eventTypeOf(event);
	if (!isSelected(kind, wantedKinds(context))) return ignored('Not what the workflow triggers on');
	if (kind === CHARGE_DETAIL_RECORD && isRepeated(context, String(event.requestId))) {
		return ignored('This request has started the workflow before');
	}
	const sessionId = sessionIdIn(event);
	if (
		sessionId !== undefined &&
		context.getNodeParameter('includeSessionDetails', false) === true
	) {
		return await withSession(context, event, sessionId);
	}
	return { workflowData: [[{ json: event }]] };
}
