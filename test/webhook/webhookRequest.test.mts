import type { IWebhookFunctions } from 'n8n-workflow';

import {
	isAccepted,
	parseJsonObject,
	readRawBody,
} from '../../nodes/PlugsurfingEmp/webhook/webhookRequest.ts';

/** What n8n gives the node for a call: an express request and response. */
function call(request: object, response: object = {}): IWebhookFunctions {
	return {
		getRequestObject: () => request,
		getResponseObject: () => response,
	} as unknown as IWebhookFunctions;
}

describe('the body', () => {
	const bytes = Buffer.from('{}');
	const tooLarge = Object.assign(new Error(), { status: 413 });

	test.each([
		['as received', () => undefined, bytes, bytes],
		['of a form with files, which n8n does not keep', () => undefined, undefined, undefined],
		['that is too large', () => Promise.reject(tooLarge), undefined, 'tooLarge'],
		['that is cut off', () => Promise.reject(new Error('aborted')), undefined, undefined],
	])('%s', async (_, readBody, rawBody, expected) => {
		expect(await readRawBody(call({ readRawBody: readBody, rawBody }))).toBe(expected);
	});

	test('keeps a byte order mark in a text', () => {
		const body = { text: 'a\uFEFFb' };
		expect(parseJsonObject(Buffer.from(JSON.stringify(body)))).toEqual(body);
	});
});

test.each([
	[199, false],
	[200, true],
	[299, true],
	[300, false],
])('a response with %i means that n8n stored the execution: %s', async (statusCode, isStored) => {
	const response = { statusCode, json: () => undefined };
	const accepted = isAccepted(call({}, response));
	response.json();
	expect(await accepted).toBe(isStored);
});
