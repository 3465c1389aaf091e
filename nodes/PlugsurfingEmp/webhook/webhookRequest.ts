import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { isRecord } from '../json';

const TOO_LARGE = 413;

/** The parts of an express request used here. n8n adds the reader of the body. */
interface WebhookRequest {
	rawBody?: unknown;
	readRawBody(): Promise<void>;
}

type Respond = (...args: unknown[]) => unknown;

/** The parts of an express response used here. The types of express do not come with n8n. */
interface WebhookResponse {
	statusCode: number;
	status(code: number): { json(body: { message: string }): unknown };
	json?: Respond;
	send?: Respond;
	end?: Respond;
}

/** The bytes of the body as received, or the status to reject the call with. */
export type RawBody = { bytes: Buffer } | { status: 400 | 413 };

/**
 * Reads the bytes that were signed. n8n reads them, within its size limit (N8N_PAYLOAD_SIZE_MAX),
 * before it calls the node or when asked; of a form with files it keeps none.
 */
export async function readRawBody(context: IWebhookFunctions): Promise<RawBody> {
	const request: WebhookRequest = context.getRequestObject();
	try {
		await request.readRawBody();
	} catch (cause) {
		return { status: isRecord(cause) && cause.status === TOO_LARGE ? TOO_LARGE : 400 };
	}
	return Buffer.isBuffer(request.rawBody) ? { bytes: request.rawBody } : { status: 400 };
}

/** Parses a body that must be a JSON object; undefined if it is anything else. */
export function parseJsonObject(bytes: Buffer): IDataObject | undefined {
	try {
		const content: unknown = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
		return isRecord(content) ? content : undefined;
	} catch {
		return undefined;
	}
}

/** Responds in place of n8n. The webhook then returns `noWebhookResponse`. */
export function respond(context: IWebhookFunctions, status: number, message: string): void {
	const response: WebhookResponse = context.getResponseObject();
	response.status(status).json({ message });
}

/**
 * Resolves when n8n responds: true for a 2xx, which n8n (2.41.1) sends only after it has stored the
 * execution. The calls are watched rather than the events of the response, because n8n responds the
 * same way after the caller has hung up, and then nothing is sent and no event follows.
 */
export function isAccepted(context: IWebhookFunctions): Promise<boolean> {
	const response: WebhookResponse = context.getResponseObject();
	return new Promise((resolve) => {
		const watched =
			(original: Respond): Respond =>
			(...args) => {
				resolve(response.statusCode >= 200 && response.statusCode <= 299);
				return original.apply(response, args);
			};
		if (response.json) response.json = watched(response.json);
		if (response.send) response.send = watched(response.send);
		if (response.end) response.end = watched(response.end);
	});
}
