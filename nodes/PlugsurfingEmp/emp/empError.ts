interface EmpErrorDetails {
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
}

/** Something the API, or the way to it, did not do. Says what happened and what to do; holds no request. */
export class EmpError extends Error {
	override readonly name = 'EmpError';

	constructor(
		message: string,
		readonly details: EmpErrorDetails,
	) {
		super(message);
	}

	/** The same, with a sentence about what had happened before. */
	after(sentence: string): EmpError {
		return new EmpError(`${this.message}. ${sentence}`, this.details);
	}
}
