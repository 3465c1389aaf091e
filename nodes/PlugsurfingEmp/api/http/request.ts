import type { IDataObject } from 'n8n-workflow';

/** One request to the API, in the API's own terms. */
export interface ApiRequest {
	method: 'GET' | 'POST' | 'PUT';
	/** Below the base URL, every segment encoded. */
	path: string;
	/** What is undefined is not sent. */
	query?: Record<string, string | number | undefined>;
	body?: IDataObject;
	/** Completes "Could not …" and "The request to … may have taken effect". */
	activity: string;
	/**
	 * Whether sending it twice does no harm. If it might, a lost response means that the request may
	 * have taken effect, and `howToCheck` tells the user how to find out.
	 */
	idempotent: boolean;
	howToCheck?: string;
	/** Statuses that mean something particular for this request. */
	statusReasons?: Partial<Record<number, StatusReason>>;
}

/** Why a request failed, and what the user can do about it. */
export interface StatusReason {
	/** Follows "Could not …: ", without a full stop. */
	reason: string;
	/** Full sentences. */
	remedy: string;
}

/** An identifier as one path segment: base64-like ids contain `/`, `+` and `=`. */
export function pathSegment(id: string): string {
	return encodeURIComponent(id);
}
