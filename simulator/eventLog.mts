/** A webhook call and the response of its receiver, as the sender reports them. */
export interface ReportedEvent {
	/** Such as SESSION_COMPLETE. */
	event: string;
	url: string;
	/** Null if there was no response. */
	status: number | null;
	/** Of the response; without a response, why there is none. */
	body: string;
}

export interface LoggedEvent extends ReportedEvent {
	/** When it was reported, milliseconds of the simulator's clock. */
	at: number;
}

/** The last webhook calls. The simulator itself makes none: senders report theirs. */
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

	/** The last ones, latest first. */
	get latest(): LoggedEvent[] {
		return [...this.events].reverse();
	}

	/** How many were reported since the start or the last clear, the forgotten ones included. */
	get count(): number {
		return this.total;
	}

	clear(): void {
		this.events = [];
		this.total = 0;
	}
}
