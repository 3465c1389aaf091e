import type { IDataObject } from 'n8n-workflow';

/** One request to the API, in the API's own terms. */
export interface ApiRequest {
	method: 'GET' | 'POST' | 'PUT';
	/** Below the base URL, every segment encoded. */
	path: string;
	/** What is undefined is not sent. */
	query?: Record<string, string | number | undefined>;
	body?: IDataObject;
	/** Completes "Could not …" in every message about this request. */
	activity: string;
	/**
	 * Whether sending it a second time does no harm. Where it might, a lost answer means that the
	 * request may have taken effect, and `verify` says how the user finds out.
	 */
	idempotent: boolean;
	howToCheck?: string;
	/** Statuses that mean something particular for this request. */
	statusReasons?: Partial<Record<number, { reason: string; remedy: string }>>;
}
