import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../json';
import { failedAfterSending, failedRequest, type ApiError, type ApiErrorKind } from './apiError';
import type { ApiRequest, StatusReason } from './request';

export interface HttpResponse {
	status: number;
	headers: IDataObject;
	/** Without secrets. */
	body: unknown;
}

/** Returns whether a status is 2xx. */
export function isOk(status: number): boolean {
	return status >= 200 && status <= 299;
}

/** What decides where requests go, for messages. Base URL is shown only if the environment is Custom. */
export const ADDRESS_FIELDS =
	'the environment in the credential and, if it is Custom, the Base URL';

const STATUS_REASONS: Record<number, StatusReason> = {
	400: {
		reason: 'Plugsurfing rejected the request as invalid',
		remedy: "Check the values of the fields against Plugsurfing's message.",
	},
	401: {
		reason: 'Plugsurfing did not accept the API key',
		remedy:
			'Check the API Key in the credential, and that it belongs to the selected environment: production and stage have separate keys.',
	},
	403: {
		reason: 'Plugsurfing denied access',
		remedy: `The API key may lack the permission: ask your customer success manager at Plugsurfing. "Missing Authentication Token" means that there is nothing at this address: check ${ADDRESS_FIELDS}.`,
	},
	404: {
		reason: 'Plugsurfing did not find it',
		remedy: `Check the ID. If every request fails this way, check ${ADDRESS_FIELDS}.`,
	},
	429: {
		reason: 'Plugsurfing received too many requests',
		remedy:
			'One API key may send 3,000 requests per minute and 1,000,000 per day (UTC). Wait for the next minute or day, or run fewer workflows at the same time.',
	},
};

const SERVER_ERROR: StatusReason = {
	reason: "Plugsurfing's server could not handle the request",
	remedy: 'If this keeps happening, contact Plugsurfing support.',
};

const REDIRECTED: StatusReason = {
	reason:
		'the server redirected the request, and redirects are never followed because the other address would receive the API key',
	remedy: 'Enter the final address as Base URL in the credential.',
};

const UNEXPECTED: StatusReason = {
	reason: 'the server sent an unexpected response',
	remedy: `Check ${ADDRESS_FIELDS}.`,
};

const DAILY_LIMIT: StatusReason = {
	reason:
		'Plugsurfing rejected every request of the last two minutes, so the daily limit of 1,000,000 requests per API key is probably used up',
	remedy:
		'Run the workflow again after midnight UTC, or ask Plugsurfing for a higher limit. Until then only one request is sent every 5 minutes, to check whether Plugsurfing accepts requests again.',
};

function reasonFor(status: number, request: ApiRequest): StatusReason {
	const known = request.statusReasons?.[status] ?? STATUS_REASONS[status];
	if (known) return known;
	if (status >= 500) return SERVER_ERROR;
	return status >= 300 && status < 400 ? REDIRECTED : UNEXPECTED;
}

const MAX_API_MESSAGE_LENGTH = 300;

/** Finds the message in an error body, whose format is not documented (docs/api-facts.md#error-bodies). */
function apiMessageOf(body: unknown): string | undefined {
	const found = isRecord(body)
		? [body.message, body.error, body.errorText, body.errors].find(Boolean)
		: body;
	if (found === undefined || found === null) return undefined;
	const text = (typeof found === 'string' ? found : JSON.stringify(found)).trim();
	if (text === '' || isHtml(text)) return undefined;
	return text.length > MAX_API_MESSAGE_LENGTH ? `${text.slice(0, MAX_API_MESSAGE_LENGTH)}…` : text;
}

const KINDS = new Map<number, ApiErrorKind>([
	[404, 'notFound'],
	[409, 'conflict'],
	[429, 'rateLimited'],
]);

/** Creates the error for a response with a status other than 2xx. */
export function responseError(
	request: ApiRequest,
	{ status, headers, body }: HttpResponse,
): ApiError {
	const { reason, remedy } = reasonFor(status, request);
	const apiMessage = apiMessageOf(body);
	const suffix = apiMessage === undefined ? '' : `: ${apiMessage}`;
	const known = { reason: `${reason} (${status})${suffix}`, remedy };
	const retryAfter = headers['retry-after'];
	const details = {
		status,
		retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
		apiMessage,
	};
	if (status >= 500) return failedAfterSending(request, known, { kind: 'serverError', ...details });
	return failedRequest(request, known, { kind: KINDS.get(status) ?? 'rejected', ...details });
}

/** Creates the error for a request that was rejected or not sent because the daily limit seems to be reached. */
export function dailyLimitError(request: ApiRequest): ApiError {
	return failedRequest(request, DAILY_LIMIT, { kind: 'dailyLimit', status: 429 });
}

/** Creates the error for a 2xx response whose body does not match the contract. */
export function unexpectedResponse(request: ApiRequest, deviation: string): ApiError {
	const remedy = `Another server may respond at this address: check ${ADDRESS_FIELDS}.`;
	return failedAfterSending(request, { reason: deviation, remedy }, { kind: 'invalidResponse' });
}

/** Returns whether a body is a web page, which the API never returns. */
export function isHtml(body: unknown): boolean {
	return typeof body === 'string' && /^\s*</.test(body);
}

/** Describes a body and what was expected instead. */
export function insteadOf(expected: string, body: unknown): string {
	return `the response is ${describe(body)} instead of ${expected}`;
}

function describe(body: unknown): string {
	if (typeof body === 'string') {
		if (body.trim() === '') return 'empty';
		return isHtml(body) ? 'an HTML page' : 'incomplete or invalid JSON';
	}
	if (Array.isArray(body)) return 'a list';
	return isRecord(body) ? 'a different object' : `the value ${JSON.stringify(body)}`;
}
