import type { IDataObject } from 'n8n-workflow';

import { ApiError, type ApiErrorDetails } from './apiError';
import type { ApiRequest } from './request';
import { isRecord } from '../../json';

export interface HttpResponse {
	status: number;
	headers: IDataObject;
	body: unknown;
}

interface StatusReason {
	reason: string;
	remedy: string;
}

const STATUS_REASONS: Record<number, StatusReason> = {
	400: {
		reason: 'Plugsurfing found the request invalid',
		remedy: 'Check the values of the fields against the message of Plugsurfing.',
	},
	401: {
		reason: 'Plugsurfing did not accept the API key',
		remedy:
			'Check the API Key in the credential, and that it belongs to the chosen environment: production and stage have keys of their own.',
	},
	403: {
		reason: 'Plugsurfing denied access',
		remedy:
			'The API key may lack the permission for this, or the Base URL may be wrong: "Missing Authentication Token" is what the API answers at an address that does not exist.',
	},
	404: {
		reason: 'Plugsurfing did not find it',
		remedy: 'Check the id. If every request ends like this, check the Base URL in the credential.',
	},
	429: {
		reason: 'Plugsurfing received too many requests',
		remedy:
			'One API key may send 3,000 requests per minute and 1,000,000 per day (UTC). Wait for the next minute or day, or let fewer workflows run at once.',
	},
};

const SERVER_ERROR: StatusReason = {
	reason: "Plugsurfing's server could not handle the request",
	remedy: 'Try again in a few minutes. If it stays like this, ask the support of Plugsurfing.',
};

const REDIRECTED: StatusReason = {
	reason:
		'the server pointed to another address, which is never followed because it would receive the API key',
	remedy: 'Enter the final address as Base URL in the credential.',
};

const UNEXPECTED: StatusReason = {
	reason: 'the server gave an answer that the API does not have',
	remedy: 'Check the Base URL in the credential.',
};

function reasonFor(status: number, request: ApiRequest): StatusReason {
	const known = request.statusReasons?.[status] ?? STATUS_REASONS[status];
	if (known) return known;
	if (status >= 500) return SERVER_ERROR;
	return status >= 300 && status < 400 ? REDIRECTED : UNEXPECTED;
}

const MAX_API_MESSAGE_LENGTH = 300;

/** What the API said, wherever it put it: the shape of its error bodies is documented nowhere (docs/api-facts.md#error-bodies). */
function apiMessageOf(body: unknown): string | undefined {
	const found = isRecord(body)
		? [body.message, body.error, body.errorText, body.errors].find(Boolean)
		: body;
	if (found === undefined || found === null || found === '') return undefined;
	const text = typeof found === 'string' ? found : JSON.stringify(found);
	if (isHtml(text)) return undefined;
	return text.length > MAX_API_MESSAGE_LENGTH ? `${text.slice(0, MAX_API_MESSAGE_LENGTH)}…` : text;
}

/** A remedy where the request may have been carried out although no good answer came. */
export function withUnknownOutcome(
	{ idempotent: repeatable, howToCheck: verify }: ApiRequest,
	remedy: string,
): Pick<ApiErrorDetails, 'remedy' | 'mayHaveTakenEffect'> {
	if (repeatable) return { remedy };
	const advice = verify ? ` ${verify}` : '';
	return {
		remedy: `${remedy} It may have taken effect nevertheless.${advice}`,
		mayHaveTakenEffect: true,
	};
}

/** The failure that a status other than 2xx stands for. */
export function responseError(
	request: ApiRequest,
	{ status, headers, body }: HttpResponse,
): ApiError {
	const retryAfter = headers['retry-after'];
	const { reason, remedy } = reasonFor(status, request);
	const apiMessage = apiMessageOf(body);
	const said = apiMessage === undefined ? '' : `: ${apiMessage}`;
	return new ApiError(`Could not ${request.activity}: ${reason} (${status})${said}`, {
		...(status >= 500 ? withUnknownOutcome(request, remedy) : { remedy }),
		status,
		retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
		apiMessage,
	});
}

/** The failure of an answer with a good status whose body is not what the contract promises. */
export function unexpectedResponse(request: ApiRequest, deviation: string): ApiError {
	return new ApiError(
		`Could not ${request.activity}: ${deviation}`,
		withUnknownOutcome(
			request,
			'Check the Base URL in the credential: another server may be answering there.',
		),
	);
}

/** A web page: says nothing that helps, and is never an answer of the API. */
export function isHtml(body: unknown): boolean {
	return typeof body === 'string' && /^\s*</.test(body);
}

/** Says what a body is instead of what was expected. */
export function insteadOf(expected: string, body: unknown): string {
	return `the answer is ${describe(body)} instead of ${expected}`;
}

function describe(body: unknown): string {
	if (typeof body === 'string') {
		if (body.trim() === '') return 'empty';
		return isHtml(body) ? 'an HTML page' : 'a text that is no complete JSON';
	}
	if (Array.isArray(body)) return 'a bare list';
	return isRecord(body) ? 'an object of another kind' : `the value ${JSON.stringify(body)}`;
}
