import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from './client';
import type { ApiRequest } from './http/request';
import { insteadOf, unexpectedResponse } from './http/responseErrors';
import { isRecord } from '../json';

/**
 * Sends a request and returns the object in its response.
 *
 * @param expected what the response should be, with an article: "a charging key"
 * @throws ApiError if the request fails or the response is something else.
 */
export async function fetchObject<T>(
	client: Pick<ApiClient, 'request'>,
	request: ApiRequest,
	expected: string,
	isExpected: (body: unknown) => body is T,
): Promise<T> {
	const body = await client.request(request);
	if (!isExpected(body)) throw unexpectedResponse(request, insteadOf(expected, body));
	return body;
}

/**
 * Sends a request whose response is not documented, so it may have no body.
 *
 * @returns the object in the response, or undefined if it has no body
 * @throws ApiError if the request fails or the response is anything else.
 */
export async function fetchAnyObject(
	client: ApiClient,
	request: ApiRequest,
	expected: string,
): Promise<IDataObject | undefined> {
	const body = await client.request(request);
	if (body === undefined || body === null || body === '') return undefined;
	if (!isRecord(body)) throw unexpectedResponse(request, insteadOf(expected, body));
	return body;
}
