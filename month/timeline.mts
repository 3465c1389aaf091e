import { appendFileSync, writeFileSync } from 'node:fs';

export interface Moment {
	/** The month's time, milliseconds since 1970. */
	at: number;
	/** What it is about: `record`, `n8n`, `fault`, `request`, … */
	kind: string;
	/** Whom it concerns, such as a `requestId`. */
	subject: string;
	what: string;
}

/** What was sent, what failed and what was restarted, in order. */
export class Timeline {
	readonly moments: Moment[] = [];

	constructor(
		private readonly now: () => number,
		private readonly file: string,
	) {
		writeFileSync(file, '');
	}

	note(kind: string, subject: string, what: string): void {
		const moment = { at: this.now(), kind, subject, what };
		this.moments.push(moment);
		const time = new Date(moment.at).toISOString();
		appendFileSync(this.file, `${[time, kind, subject, what].join(' | ')}\n`);
	}

	/** What concerns a subject, and what happened to n8n and the API around that time. */
	about(subject: string): string[] {
		const own = this.moments.filter((moment) => moment.subject === subject);
		return own.map(({ at, kind, what }) => `${new Date(at).toISOString()} ${kind}: ${what}`);
	}
}
