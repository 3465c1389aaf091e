export interface ApiErrorDetails {
	/** What the user can do about it, in one or two sentences. */
	remedy: string;
	/** HTTP status of the answer, when there was one. */
	status?: number;
	/** The Retry-After header of the answer, as it came. */
	retryAfter?: string;
	/** What the API itself said. */
	apiMessage?: string;
	/** The network's own code, such as ECONNREFUSED. Shown apart: n8n rewrites messages that contain one. */
	networkCode?: string;
	/** The request may have been carried out although no good answer came. */
	mayHaveTakenEffect?: boolean;
	/** The session that was waited for, and the last that is known of it. */
	sessionId?: string;
	sessionStatus?: string;
}

/** Something the API, or the way to it, did not do. Says what happened and what to do; holds no request. */
export class ApiError extends Error {
	override readonly name = 'ApiError';

	constructor(
		message: string,
		readonly details: ApiErrorDetails,
	) {
		super(message);
	}

	/** The same, with a sentence about what had happened before, and what else is known. */
	after(sentence: string, known: Partial<ApiErrorDetails> = {}): ApiError {
		return new ApiError(`${this.message}. ${sentence}`, { ...this.details, ...known });
	}
}
