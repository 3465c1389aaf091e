import type { IWebhookFunctions } from 'n8n-workflow';

/** As much of an express request as is used here. n8n adds the reader of the body. */
export interface CallRequest {
	rawBody?: unknown;
	readRawBody(): Promise<void>;
}

/** As much of an express response as is used here. */
export interface CallResponse {
	statusCode: number;
	headersSent: boolean;
	status(code: number): { json(body: { message: string }): unknown };
	once(event: 'close', listener: () => void): unknown;
}

/** The call that a webhook is asked about. The types of express are not among those that n8n brings. */
export function callOf(context: IWebhookFunctions): {
	request: CallRequest;
	response: CallResponse;
} {
	return { request: context.getRequestObject(), response: context.getResponseObject() };
}
