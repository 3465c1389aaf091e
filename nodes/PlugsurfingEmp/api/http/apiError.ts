import type { ApiRequest, StatusReason } from './request';

/**
 * What went wrong:
 *
 * - `rateLimited`: a 429, the request had no effect; `dayUsedUp`: so many that the day's are used up
 * - `notFound`: 404; `conflict`: 409; `rejected`: another status that is not 2xx; `serverError`: 5xx
 * - `invalidResponse`: a 2xx whose body is not what the contract promises
 * - `notConnected`: no connection was made; `untrusted`: the server's certificate was not accepted.
 *   Neither had an effect.
 * - `connectionLost`: the connection ended, or the time was up, before the response was complete
 * - `cancelled`: the execution was cancelled
 */
export type ApiErrorKind =
	| 'rateLimited'
	| 'dayUsedUp'
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
	/** Absent when no single request is to blame, such as for a base URL that cannot be used. */
	kind?: ApiErrorKind;
	/** What the user can do about it, in one or two sentences. */
	remedy: string;
	/** HTTP status of the response, if there was one. */
	status?: number;
	/** The Retry-After header of the response, as received. */
	retryAfter?: string;
	/** What the API itself said, without secrets. */
	apiMessage?: string;
	/** The network's own code, such as ECONNREFUSED. */
	networkCode?: string;
	/** The request may have been carried out although no good response came. */
	mayHaveTakenEffect?: boolean;
	/** The session that was waited for, and its last known status. */
	sessionId?: string;
	sessionStatus?: string;
}

/** An error of the API or of the connection to it. Says what happened and what to do; holds no request. */
export class ApiError extends Error {
	override readonly name = 'ApiError';

	constructor(
		message: string,
		readonly details: ApiErrorDetails,
	) {
		super(message);
	}

	/** The same error with another sentence (without its full stop), and what else is known. */
	after(sentence: string, known: Partial<ApiErrorDetails> = {}): ApiError {
		return new ApiError(`${endSentence(this.message)} ${sentence}`, { ...this.details, ...known });
	}
}

/** A full stop at the end, unless what the API said ends with one. */
function endSentence(text: string): string {
	return /[.!?…]\s*$/.test(text) ? text.trimEnd() : `${text}.`;
}

/** The error of a request that surely had no effect, or that may be sent again without harm. */
export function failedRequest(
	{ activity }: ApiRequest,
	{ reason, remedy }: StatusReason,
	details: Omit<ApiErrorDetails, 'remedy'>,
): ApiError {
	return new ApiError(`Could not ${activity}: ${reason}`, { remedy, ...details });
}

/**
 * The error of a request that was sent and whose response was lost, unreadable or a 5xx. Unless the
 * request is idempotent, the message says first that it may have taken effect and how to check: a
 * second create or start may cost money.
 */
export function failedAfterSending(
	request: ApiRequest,
	{ reason, remedy }: StatusReason,
	details: Omit<ApiErrorDetails, 'remedy'>,
): ApiError {
	if (request.idempotent) {
		const passes = details.kind === 'serverError' || details.kind === 'connectionLost';
		const again = passes ? 'Try again in a few minutes. ' : '';
		return failedRequest(request, { reason, remedy: again + remedy }, details);
	}
	const howToCheck = request.howToCheck ? `${endSentence(request.howToCheck)} ` : '';
	return new ApiError(
		`The request to ${request.activity} may have taken effect. ${howToCheck}Reason: ${reason}`,
		{ remedy, ...details, mayHaveTakenEffect: true },
	);
}
