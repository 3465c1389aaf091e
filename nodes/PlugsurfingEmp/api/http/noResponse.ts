import { withUnknownOutcome } from './responseErrors';
import { ApiError } from './apiError';
import {
	CANCELLED,
	networkCodeOf,
	neverConnected,
	timedOut,
	TOO_SLOW,
	untrusted,
} from './networkErrors';
import type { ApiRequest } from './request';
import { RESPONSE_TIMEOUT_SECONDS, MAX_RESPONSE_SECONDS } from './timeouts';

function reasonFor(code: string | undefined, host: string): { reason: string; remedy: string } {
	if (code === CANCELLED) {
		return {
			reason: 'the execution was cancelled',
			remedy: 'Start the workflow again to continue.',
		};
	}
	if (timedOut(code)) {
		return {
			reason: `${host} gave no answer within ${RESPONSE_TIMEOUT_SECONDS} seconds`,
			remedy: 'Try again in a few minutes.',
		};
	}
	if (code === TOO_SLOW) {
		return {
			reason: `${host} gave no complete answer within ${MAX_RESPONSE_SECONDS} seconds`,
			remedy:
				'Try again in a few minutes. If it stays like this, check the network between this n8n and Plugsurfing.',
		};
	}
	if (neverConnected(code)) {
		return {
			reason: `there is no connection to ${host}`,
			remedy:
				'Check the Base URL in the credential, and that this n8n may reach the internet (proxy, firewall).',
		};
	}
	if (untrusted(code)) {
		return {
			reason: `the certificate of ${host} is not trusted`,
			remedy: 'Check the Base URL in the credential, and the certificate of the server there.',
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
export function noResponseError(request: ApiRequest, baseUrl: string, cause: unknown): ApiError {
	const networkCode = networkCodeOf(cause);
	const { reason, remedy } = reasonFor(networkCode, new URL(baseUrl).host);
	const harmless = neverConnected(networkCode) || untrusted(networkCode);
	return new ApiError(`Could not ${request.activity}: ${reason}`, {
		...(harmless ? { remedy } : withUnknownOutcome(request, remedy)),
		networkCode,
	});
}
