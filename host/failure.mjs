/** An error that the user can act on: only its message is printed, without a stack. */
export class Failure extends Error {
	/** @param {string} message */
	constructor(message) {
		super(message);
		this.name = 'Failure';
	}
}

/** Returns the text to print for anything thrown: only the message of a Failure, otherwise the stack. */
export function explain(error) {
	if (error instanceof Failure) return error.message;
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
