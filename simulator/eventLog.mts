/** A webhook call and its response, as reported by the sender. */
export interface ReportedEvent {
	/** Such as SESSION_COMPLETE. */
	event: string;
	url: string;
	/** Null if there was no response. */
	status: number | null;
	/** Body of the response, or why there was none. */
	body: string;
}

export interface LoggedEvent extends ReportedEvent {
	/** When it was reported, milliseconds of the simulator's clock. */
	at: number;
}

/** The last webhook calls, as reported by their senders. */
export class EventLog {
	private events: LoggedEvent[] = [];
	private total = 0;

	constructor(
		private readonly now: () => number,
		private readonly kept = 50,
	) {}

	add(...reported: ReportedEvent[]): void {
		const at = this.now();
		this.total += reported.length;
		this.events = [...this.events, ...reported.map((event) => ({ ...event, at }))].slice(
			-this.kept,
		);
	}

	/** The last calls, latest first. */
	get latest(): LoggedEvent[] {
		return [...this.events].reverse();
	}

	/** Number of calls reported since the start or the last clear, including dropped ones. */
	get count(): number {
		return this.total;
	}

	clear(): void {
		this.events = [];
		this.total = 0;
	}
}
