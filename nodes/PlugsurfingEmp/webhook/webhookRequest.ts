import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { isRecord } from '../json';
import { whenResponded } from '../n8nQuirks';

const TOO_LARGE = 413;

/** The parts of an Express request used here. n8n adds `readRawBody`. */
interface WebhookRequest {
	rawBody?: unknown;
	readRawBody(): Promise<void>;
}

/** The parts of an Express response used here. n8n does not export Express's types. */
interface WebhookResponse {
	statusCode: number;
	status(code: number): { json(body: { message: string }): unknown };
}

/**
 * Reads the signed bytes. n8n reads them before it calls the node or on request, within its size limit
 * (N8N_PAYLOAD_SIZE_MAX); it does not keep those of a form with files.
 *
 * @returns undefined if they cannot be read
 */
export async function readRawBody(
	context: IWebhookFunctions,
): Promise<Buffer | 'tooLarge' | undefined> {
	const request: WebhookRequest = context.getRequestObject();
	try {
		await request.readRawBody();
	} catch (cause) {
		return isRecord(cause) && cause.status === TOO_LARGE ? 'tooLarge' : undefined;
	}
	return Buffer.isBuffer(request.rawBody) ? request.rawBody : undefined;
}

/** Parses a JSON object; undefined for any other body. */
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

/** Resolves when n8n responds: true for a 2xx, which n8n sends only after storing the execution. */
export async function isAccepted(context: IWebhookFunctions): Promise<boolean> {
	const response: WebhookResponse = context.getResponseObject();
	const status = await whenResponded(response);
	return status >= 200 && status <= 299;
}
