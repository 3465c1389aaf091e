/** Something the person at the keyboard can act on: its message is all they need to see, no stack. */
export class Failure extends Error {
	/** @param {string} message */
	constructor(message) {
		super(message);
		this.name = 'Failure';
	}
}

/** What to print of anything thrown: a Failure's message alone, everything else with its stack. */
export function explain(error) {
	if (error instanceof Failure) return error.message;
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
