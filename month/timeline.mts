import { appendFileSync, writeFileSync } from 'node:fs';

const NEAR_MS = 3_600_000;

export interface Moment {
	/** The month's time, milliseconds since 1970. */
	at: number;
	/** What it is about: `record`, `n8n`, `fault`, `request`, … */
	kind: string;
	/** What it concerns, such as a `requestId`. */
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

	note(kind: string, subject: string, what: string, at = this.now()): void {
		const moment = { at, kind, subject, what };
		this.moments.push(moment);
		const time = new Date(moment.at).toISOString();
		appendFileSync(this.file, `${[time, kind, subject, what].join(' | ')}\n`);
	}

	/** What concerns a subject, and what happened to n8n and the API around that time. */
	about(subject: string): string[] {
		const own = this.moments.filter((moment) => moment.subject === subject);
		const isNear = (moment: Moment) => own.some(({ at }) => Math.abs(moment.at - at) < NEAR_MS);
		const around = this.moments.filter(
			(moment) => ['n8n', 'fault'].includes(moment.kind) && isNear(moment),
		);
		return [...own, ...around]
			.sort((a, b) => a.at - b.at)
			.map(({ at, kind, what }) => `${new Date(at).toISOString()} ${kind}: ${what}`);
	}
}
