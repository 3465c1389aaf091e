import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { callRejection } from './authentication';
import { CHARGE_DETAIL_RECORD, isSelected, eventTypeOf } from './eventTypes';
import { claimRequest } from './seenRequests';
import { sessionDetails, sessionIdIn } from './sessionDetails';
import { parseJsonObject, readRawBody, respond } from './webhookRequest';

const REJECTIONS = {
	400: 'The body is not a JSON object',
	401: 'The signature or the agreed header is missing or wrong',
	413: 'The body is too large',
	503: 'An earlier copy of this request is still being processed. Send it again later.',
} as const;

function reject(context: IWebhookFunctions, status: keyof typeof REJECTIONS): IWebhookResponseData {
	respond(context, status, REJECTIONS[status]);
	return { noWebhookResponse: true };
}

/** Responds with 200 without starting an execution. */
function ignored(message: string): IWebhookResponseData {
	return { webhookResponse: { message } };
}

/** Checks that a call is from Plugsurfing, and logs the reason if it is not. */
async function isAuthentic(context: IWebhookFunctions, body: Buffer): Promise<boolean> {
	const reason = await callRejection(context, body);
	if (reason === undefined) return true;
	context.logger.warn(`Webhook call rejected: ${reason}`, {
		workflowId: context.getWorkflow().id,
		node: context.getNode().name,
	});
	return false;
}

function selectedEvents(context: IWebhookFunctions): string[] {
	const events = context.getNodeParameter('events', []);
	return Array.isArray(events) ? events.map(String) : [String(events)];
}

/** Returns the event, with its session if Include Session Details is on. */
async function itemOf(context: IWebhookFunctions, event: IDataObject): Promise<IDataObject> {
	const sessionId = sessionIdIn(event);
	const isIncluded = context.getNodeParameter('includeSessionDetails', false) === true;
	if (!isIncluded || sessionId === undefined) return event;
	return { ...event, ...(await sessionDetails(context, sessionId)) };
}

/** Starts the workflow. n8n responds after it has stored the execution. */
async function start(
	context: IWebhookFunctions,
	event: IDataObject,
): Promise<IWebhookResponseData> {
	const json = await itemOf(context, event);
	return {
		webhookResponse: { message: 'Workflow was started' },
		workflowData: [[{ json }]],
	};
}

/** Lone surrogates, and the character that replaces invalid UTF-8: different IDs may decode to the same text. */
const INEXACT_TEXT = /[\uD800-\uDFFF\uFFFD]/u;

/**
 * Returns the identity of a record: its request ID, or the whole body if JSON.parse may have made different IDs
 * equal, such as numbers above 2^53. A record mistaken for a duplicate would be lost.
 */
function identityOf({ requestId }: IDataObject, body: Buffer): string {
	const isExact =
		typeof requestId === 'string' ? !INEXACT_TEXT.test(requestId) : Number.isSafeInteger(requestId);
	return isExact ? String(requestId) : body.toString('latin1');
}

/**
 * Starts the workflow with a charge detail record, once per request ID. Responds with 200 only if n8n has
 * stored the record: Plugsurfing does not send it again after that.
 */
async function startOnce(
	context: IWebhookFunctions,
	record: IDataObject,
	body: Buffer,
): Promise<IWebhookResponseData> {
	const request = await claimRequest(context, identityOf(record, body));
	switch (request.state) {
		case 'started':
			return ignored('Duplicate ignored: this request already started the workflow');
		case 'pending':
			// Throwing would make n8n start an execution that fails.
			return reject(context, 503);
		case 'new': {
			const started = await start(context, record);
			request.remember();
			return started;
		}
	}
}

/** Authenticates and validates a call, then starts the workflow with its body as received. */
export async function handleWebhook(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const bytes = await readRawBody(context);
	if (bytes === 'tooLarge') return reject(context, 413);
	if (!(await isAuthentic(context, bytes ?? Buffer.alloc(0)))) return reject(context, 401);

	const event = bytes && parseJsonObject(bytes);
	if (!bytes || !event) return reject(context, 400);

	const eventType = eventTypeOf(event);
	if (!isSelected(eventType, selectedEvents(context))) {
		return ignored('Ignored: the workflow does not trigger on this type of event');
	}
	// A test in the editor is never a duplicate and is not recorded.
	const isTest = context.getMode() === 'manual';
	if (eventType === CHARGE_DETAIL_RECORD && !isTest) return await startOnce(context, event, bytes);
	return await start(context, event);
}
