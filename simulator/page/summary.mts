/** Something that was changed, as the page shows it: texts as they are, whatever is in them. */
export interface ChangedThing {
	/** ISO 8601. */
	at: string;
	/** Its identifier, its status, and something to recognise it by. */
	texts: string[];
}

/** A request, without its headers: the API key is in them. */
export interface ShownRequest {
	/** ISO 8601. */
	at: string;
	method: string;
	/** With the query, shortened. */
	path: string;
	/** The contract's operation; null for a path or method that it does not have. */
	operationId: string | null;
	/** Null as long as there is no answer, or for good when a fault kept it back. */
	status: number | null;
	/** What HTTP calls the status. */
	reason: string;
}

export interface StatusCount {
	status: string;
	count: number;
}

/** What the status page shows: little, however much there is in the simulator. */
export interface Summary {
	keys: { total: number; disabled: number; changed: ChangedThing[] };
	orders: { total: number; open: number; changed: ChangedThing[] };
	sessions: { total: number; byStatus: StatusCount[]; changed: ChangedThing[] };
	locations: number;
	requests: {
		total: number;
		byStatus: StatusCount[];
		/** What fair use counted of them in this clock minute, and how many it allows. */
		inMinute: number;
		allowedInMinute: number;
		/** The latest first. */
		last: ShownRequest[];
	};
	/** Faults that are switched on and have not hit yet. */
	faults: number;
	/** Answers of the simulator's own that broke the contract. */
	contractBreaches: number;
}
