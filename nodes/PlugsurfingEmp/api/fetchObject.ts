import type { ApiClient } from './client';
import type { ApiRequest } from './http/request';
import { insteadOf, unexpectedResponse } from './http/responseErrors';

/**
 * Sends a request and returns the object in its response.
 *
 * @param expected what the response should be, with an article: "a charging key"
 * @throws ApiError if the request fails or the response is something else.
 */
export async function fetchObject<T>(
	client: ApiClient,
	request: ApiRequest,
	expected: string,
	isExpected: (body: unknown) => body is T,
): Promise<T> {
	const body = await client.request(request);
	if (!isExpected(body)) throw unexpectedResponse(request, insteadOf(expected, body));
	return body;
}
