import { mayHaveTakenEffect } from './answerFailure';
import { EmpError } from './empError';
import type { EmpRequest } from './request';
import { isRecord } from './shape';
import { ANSWER_TIMEOUT_SECONDS } from './timeout';

const TIMEOUT_CODES = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** Codes of a connection that was never made: the request certainly had no effect. */
const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/** The network's code, which n8n and axios leave at different depths of the error. */
function codeOf(cause: unknown, depth = 0): string | undefined {
	if (!(cause instanceof Error || isRecord(cause)) || depth > 4) return undefined;
	const code = 'code' in cause ? cause.code : undefined;
	if (typeof code === 'string') return code;
	return 'cause' in cause ? codeOf(cause.cause, depth + 1) : undefined;
}

function reasonFor(code: string | undefined, host: string): { reason: string; remedy: string } {
	if (code === 'ERR_CANCELED') {
		return {
			reason: 'the execution was cancelled',
			remedy: 'Start the workflow again to continue.',
		};
	}
	if (code !== undefined && TIMEOUT_CODES.has(code)) {
		return {
			reason: `${host} gave no answer within ${ANSWER_TIMEOUT_SECONDS} seconds`,
			remedy: 'Try again in a few minutes.',
		};
	}
	if (code !== undefined && NEVER_CONNECTED.has(code)) {
		return {
			reason: `there is no connection to ${host}`,
			remedy:
				'Check the Base URL in the credential, and that this n8n may reach the internet (proxy, firewall).',
		};
	}
	return {
		reason: `the connection to ${host} broke off before the answer was complete`,
		remedy: 'Try again. If it stays like this, check the network between this n8n and Plugsurfing.',
	};
}

/**
 * The failure of a request that got no complete answer. Takes only the network's code from what was
 * thrown: n8n's and axios' errors carry the request, and with it the API key.
 */
export function noAnswer(request: EmpRequest, baseUrl: string, cause: unknown): EmpError {
	const networkCode = codeOf(cause);
	const { reason, remedy } = reasonFor(networkCode, new URL(baseUrl).host);
	const never = networkCode !== undefined && NEVER_CONNECTED.has(networkCode);
	const doubt = never ? '' : mayHaveTakenEffect(request);
	return new EmpError(`Could not ${request.activity}: ${reason}`, {
		remedy: remedy + doubt,
		networkCode,
	});
}
