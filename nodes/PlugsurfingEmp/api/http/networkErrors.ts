import { isRecord } from '../../json';

/** The code of a request that was broken off because the execution was cancelled. */
export const CANCELLED = 'ERR_CANCELED';

/** The code, of our own making, of an answer that takes too long although its bytes keep arriving. */
export const TOO_SLOW = 'ERR_ANSWER_TOO_SLOW';

const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/**
 * The network's code, which n8n and axios leave at different depths of what they throw. The errors of
 * older n8n (2.20, say) have lost their cause, and have the code where a status would be.
 */
export function networkCodeOf(cause: unknown, depth = 0): string | undefined {
	if (!(cause instanceof Error || isRecord(cause)) || depth > 4) return undefined;
	const code = 'code' in cause ? cause.code : undefined;
	if (typeof code === 'string') return code;
	const deeper = 'cause' in cause ? networkCodeOf(cause.cause, depth + 1) : undefined;
	if (deeper !== undefined) return deeper;
	const status = 'httpCode' in cause ? cause.httpCode : undefined;
	return typeof status === 'string' && /^[A-Z]/.test(status) ? status : undefined;
}

/** Whether no answer came in time. */
export function timedOut(code: string | undefined): boolean {
	return code !== undefined && TIMED_OUT.has(code);
}

/** Whether no connection was made, so that the request certainly had no effect. */
export function neverConnected(code: string | undefined): boolean {
	return code !== undefined && NEVER_CONNECTED.has(code);
}

/** Whether the server's certificate was not accepted, such as DEPTH_ZERO_SELF_SIGNED_CERT. */
export function untrusted(code: string | undefined): boolean {
	return code !== undefined && /CERT|^ERR_TLS|^EPROTO$/.test(code);
}
