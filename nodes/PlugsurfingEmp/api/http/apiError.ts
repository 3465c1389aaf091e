import type { ApiRequest, StatusReason } from './request';

/**
 * What went wrong:
 *
 * - `rateLimited`: 429, so the request had no effect; `dailyLimit`: the daily limit seems to be reached
 * - `notFound`: 404; `conflict`: 409; `serverError`: 5xx; `rejected`: any other status that is not 2xx
 * - `invalidResponse`: a 2xx response whose body does not match the contract
 * - `notConnected`: no connection was made; `untrusted`: the server's certificate was not accepted.
 *   The request was not sent in either case.
 * - `connectionLost`: the connection ended or timed out before the response was complete
 * - `cancelled`: the execution was cancelled
 */
export type ApiErrorKind =
	| 'rateLimited'
	| 'dailyLimit'
	| 'notFound'
	| 'conflict'
	| 'rejected'
	| 'serverError'
	| 'invalidResponse'
	| 'notConnected'
	| 'untrusted'
	| 'connectionLost'
	| 'cancelled';

export interface ApiErrorDetails {
	/** Absent if the error is not about one request, such as an invalid base URL. */
	kind?: ApiErrorKind;
	/** What the user can do about it, in one or two sentences. */
	remedy: string;
	/** HTTP status of the response, if there was one. */
	status?: number;
	/** The Retry-After header of the response, as received. */
	retryAfter?: string;
	/** Message from the API, without secrets. */
	apiMessage?: string;
	/** Network error code, such as ECONNREFUSED. */
	networkCode?: string;
	/** The request may have been executed although no valid response arrived. */
	mayHaveTakenEffect?: boolean;
	/** The session the operation waited for, and its last known status. */
	sessionId?: string;
	sessionStatus?: string;
}

/** An error from the API or the connection to it: what happened and what to do. Contains no request. */
export class ApiError extends Error {
	override readonly name = 'ApiError';

	constructor(
		message: string,
		readonly details: ApiErrorDetails,
	) {
		super(message);
	}

	/** Returns a copy with a sentence (without a full stop) added to the message, and with more details. */
	after(sentence: string, known: Partial<ApiErrorDetails> = {}): ApiError {
		return new ApiError(`${endSentence(this.message)} ${sentence}`, { ...this.details, ...known });
	}
}

/** Appends a full stop, unless the text ends with punctuation. */
function endSentence(text: string): string {
	return /[.!?…]\s*$/.test(text) ? text.trimEnd() : `${text}.`;
}

/** Creates the error for a request that had no effect, or that can safely be sent again. */
export function failedRequest(
	{ activity }: ApiRequest,
	{ reason, remedy }: StatusReason,
	details: Omit<ApiErrorDetails, 'remedy'>,
): ApiError {
	return new ApiError(`Could not ${activity}: ${reason}`, { remedy, ...details });
}

/**
 * Creates the error for a request that was sent but whose response was lost, unreadable or a 5xx. Unless the
 * request is idempotent, the message begins by saying that it may have taken effect and how to check: a second
 * create or start may cost money.
 */
export function failedAfterSending(
	request: ApiRequest,
	{ reason, remedy }: StatusReason,
	details: Omit<ApiErrorDetails, 'remedy'>,
): ApiError {
	if (request.idempotent) {
		const isTemporary = details.kind === 'serverError' || details.kind === 'connectionLost';
		const again = isTemporary ? 'Try again in a few minutes. ' : '';
		return failedRequest(request, { reason, remedy: again + remedy }, details);
	}
	const howToCheck = request.howToCheck ? `${endSentence(request.howToCheck)} ` : '';
	return new ApiError(
		`The request to ${request.activity} may have taken effect. ${howToCheck}Reason: ${reason}`,
		{ remedy, ...details, mayHaveTakenEffect: true },
	);
}
