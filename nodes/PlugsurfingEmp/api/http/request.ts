import type { IDataObject } from 'n8n-workflow';

/** A request to the API. */
export interface ApiRequest {
	method: 'GET' | 'POST' | 'PUT';
	/** Path below the base URL, with encoded segments. */
	path: string;
	/** Undefined values are not sent. */
	query?: Record<string, string | number | undefined>;
	body?: IDataObject;
	/** Completes "Could not …" and "The request to … may have taken effect". */
	activity: string;
	/**
	 * Whether the request can safely be sent twice. If not, an error after a lost response says that the
	 * request may have taken effect, and `howToCheck` says how to find out.
	 */
	idempotent: boolean;
	howToCheck?: string;
	/** Reasons for statuses with a specific meaning for this request. */
	statusReasons?: Partial<Record<number, StatusReason>>;
}

/** Why a request failed, and what the user can do about it. */
export interface StatusReason {
	/** Follows "Could not …: ", without a full stop. */
	reason: string;
	/** Full sentences. */
	remedy: string;
}
