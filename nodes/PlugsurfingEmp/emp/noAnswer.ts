import { inDoubt } from './answerFailure';
import { EmpError } from './empError';
import {
	CANCELLED,
	networkCodeOf,
	neverConnected,
	timedOut,
	TOO_SLOW,
	untrusted,
} from './networkCode';
import type { EmpRequest } from './request';
import { ANSWER_TIMEOUT_SECONDS, LONGEST_ANSWER_SECONDS } from './timeout';

function reasonFor(code: string | undefined, host: string): { reason: string; remedy: string } {
	if (code === CANCELLED) {
		return {
			reason: 'the execution was cancelled',
			remedy: 'Start the workflow again to continue.',
		};
	}
	if (timedOut(code)) {
		return {
			reason: `${host} gave no answer within ${ANSWER_TIMEOUT_SECONDS} seconds`,
			remedy: 'Try again in a few minutes.',
		};
	}
	if (code === TOO_SLOW) {
		return {
			reason: `${host} gave no complete answer within ${LONGEST_ANSWER_SECONDS} seconds`,
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
export function noAnswer(request: EmpRequest, baseUrl: string, cause: unknown): EmpError {
	const networkCode = networkCodeOf(cause);
	const { reason, remedy } = reasonFor(networkCode, new URL(baseUrl).host);
	const harmless = neverConnected(networkCode) || untrusted(networkCode);
	return new EmpError(`Could not ${request.activity}: ${reason}`, {
		...(harmless ? { remedy } : inDoubt(request, remedy)),
		networkCode,
	});
}
