/** A changed object, as the page shows it. Its texts are unescaped. */
export interface ChangedThing {
	/** ISO 8601. */
	at: string;
	/** Identifier, status, and a label. */
	texts: string[];
}

/** A request without its headers, which contain the API key. */
export interface ShownRequest {
	/** ISO 8601. */
	at: string;
	method: string;
	/** With the query; shortened. */
	path: string;
	/** The operation in the contract; null if it has no such path and method. */
	operationId: string | null;
	/** Null until the response is sent; stays null if a fault withholds it. */
	status: number | null;
	/** The HTTP reason phrase. */
	reason: string;
	/** Why it was rejected, unless the reason phrase says the same. */
	rejection: string;
	/** The body of a rejected request; shortened. */
	body: string;
}

/** A webhook call and its response. */
export interface ShownEvent {
	/** ISO 8601. */
	at: string;
	/** Such as SESSION_COMPLETE. */
	event: string;
	url: string;
	/** Null if there was no response. */
	status: number | null;
	/** The HTTP reason phrase. */
	reason: string;
	/** The body of a response that rejects it, or why there was no response; shortened. */
	body: string;
}

export interface StatusCount {
	status: string;
	count: number;
}

/** What the status page shows. Its size does not grow with the simulator's state. */
export interface Summary {
	keys: { total: number; disabled: number; changed: ChangedThing[] };
	orders: { total: number; open: number; changed: ChangedThing[] };
	sessions: { total: number; byStatus: StatusCount[]; changed: ChangedThing[] };
	locations: number;
	requests: {
		total: number;
		byStatus: StatusCount[];
		/** Requests that fair use counted in this clock minute, and how many it allows. */
		inMinute: number;
		allowedInMinute: number;
		/** Latest first. */
		last: ShownRequest[];
	};
	/** Webhook calls that their senders reported; latest first. */
	events: { total: number; last: ShownEvent[] };
	/** Faults that are pending. */
	faults: number;
	/** Responses of the simulator that broke the contract. */
	contractBreaches: number;
}
