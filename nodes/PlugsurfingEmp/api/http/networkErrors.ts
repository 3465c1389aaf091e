import { isRecord } from '../../json';
import { codeInPlaceOfStatus } from '../../n8nQuirks';
import { ApiError, failedAfterSending, failedRequest } from './apiError';
import type { ApiRequest, StatusReason } from './request';
import { MAX_RESPONSE_SECONDS, RESPONSE_TIMEOUT_SECONDS, TOO_SLOW } from './timeouts';

const CANCELLED = 'ERR_CANCELED';

const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ERR_TLS_HANDSHAKE_TIMEOUT',
]);

const IF_IT_PERSISTS = 'If this keeps happening, check the network between n8n and Plugsurfing.';

/**
 * Reasons for a failed secure connection, by Node's error codes (nodejs.org/api/tls.html, "X509 certificate error
 * codes").
 */
const CERTIFICATE_REASONS: Array<{ codes: string[]; state: string; remedy: string }> = [
	{
		codes: ['CERT_HAS_EXPIRED'],
		state: 'has expired',
		remedy:
			'The owner of the server has to renew it. If it is valid, check the date and time of the computer that runs n8n.',
	},
	{
		codes: ['CERT_NOT_YET_VALID'],
		state: 'is not valid yet',
		remedy:
			'Check the date and time of the computer that runs n8n. If they are right, the owner of the server has to replace the certificate.',
	},
	{
		codes: ['HOSTNAME_MISMATCH', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS_CERT_ALTNAME_FORMAT'],
		state: 'belongs to another host name',
		remedy:
			'Use the host name of the certificate in the Base URL of the credential. If the Base URL is right, check whether a proxy intercepts the connection.',
	},
	{
		codes: ['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
		state: 'is self-signed',
		remedy:
			'If the server is your own proxy or gateway, set the environment variable NODE_EXTRA_CA_CERTS of n8n to a file with its certificate, and restart n8n. Otherwise check the Base URL in the credential.',
	},
	{
		codes: [
			'UNABLE_TO_GET_ISSUER_CERT',
			'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			'CERT_UNTRUSTED',
		],
		state: 'comes from an unknown issuer',
		remedy:
			"Configure the server to send its intermediate certificates. If the issuer is your own, set the environment variable NODE_EXTRA_CA_CERTS of n8n to a file with the issuer's certificate, and restart n8n.",
	},
	{
		codes: ['CERT_REVOKED'],
		state: 'has been revoked',
		remedy: 'Do not use this server until its owner has replaced the certificate.',
	},
	{
		codes: [
			'UNABLE_TO_GET_CRL',
			'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
			'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
			'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
			'CERT_SIGNATURE_FAILURE',
			'CRL_SIGNATURE_FAILURE',
			'CRL_NOT_YET_VALID',
			'CRL_HAS_EXPIRED',
			'ERROR_IN_CERT_NOT_BEFORE_FIELD',
			'ERROR_IN_CERT_NOT_AFTER_FIELD',
			'ERROR_IN_CRL_LAST_UPDATE_FIELD',
			'ERROR_IN_CRL_NEXT_UPDATE_FIELD',
			'CERT_CHAIN_TOO_LONG',
			'INVALID_CA',
			'PATH_LENGTH_EXCEEDED',
			'INVALID_PURPOSE',
			'CERT_REJECTED',
		],
		state: 'could not be verified',
		remedy: 'Check the Base URL in the credential, and the certificate of the server there.',
	},
];

/** The server does not use TLS, or only a version that Node rejects. */
const NO_TLS = new Set([
	'EPROTO',
	'ERR_SSL_WRONG_VERSION_NUMBER',
	'ERR_SSL_UNSUPPORTED_PROTOCOL',
	'ERR_SSL_PACKET_LENGTH_TOO_LONG',
]);

/**
 * Finds the network error code, which n8n and axios nest at different depths.
 */
export function networkCodeOf(cause: unknown, depth = 0): string | undefined {
	if (!(cause instanceof Error || isRecord(cause)) || depth > 4) return undefined;
	const code = 'code' in cause ? cause.code : undefined;
	if (typeof code === 'string') return code;
	const deeper = 'cause' in cause ? networkCodeOf(cause.cause, depth + 1) : undefined;
	if (deeper !== undefined) return deeper;
	return codeInPlaceOfStatus(cause);
}

function secureConnectionReason(code: string, host: string): StatusReason | undefined {
	const known = CERTIFICATE_REASONS.find(({ codes }) => codes.includes(code));
	if (known) return { reason: `the certificate of ${host} ${known.state}`, remedy: known.remedy };
	if (!NO_TLS.has(code) && !code.startsWith('ERR_TLS_')) return undefined;
	return {
		reason: `no secure connection to ${host} could be made`,
		remedy: 'Check that the Base URL in the credential has the right port and is an https address.',
	};
}

function lostReason(code: string, host: string): StatusReason {
	if (TIMED_OUT.has(code)) {
		const reason = `${host} sent no response within ${RESPONSE_TIMEOUT_SECONDS} seconds`;
		return { reason, remedy: IF_IT_PERSISTS };
	}
	if (code === TOO_SLOW) {
		const reason = `${host} sent no complete response within ${MAX_RESPONSE_SECONDS} seconds`;
		return { reason, remedy: IF_IT_PERSISTS };
	}
	const reason = `the connection to ${host} ended before the response was complete`;
	return { reason, remedy: IF_IT_PERSISTS };
}

/**
 * Creates the error for a request without a complete response. Uses only the network error code of the cause:
 * errors of n8n and axios contain the request, and with it the API key.
 */
export function noResponseError(request: ApiRequest, baseUrl: string, cause: unknown): ApiError {
	const networkCode = networkCodeOf(cause);
	const code = networkCode ?? '';
	const { host } = new URL(baseUrl);

	if (code === CANCELLED) {
		const remedy = request.idempotent
			? START_AGAIN
			: 'Start the workflow again only for what is missing.';
		const reason = { reason: 'the execution was cancelled', remedy };
		return failedAfterSending(request, reason, { kind: 'cancelled', networkCode });
	}
	if (NEVER_CONNECTED.has(code)) {
		const reason = {
			reason: `n8n could not connect to ${host}`,
			remedy:
				'Check whether n8n can reach the internet (proxy, firewall). If the environment in the credential is Custom, also check the Base URL.',
		};
		return failedRequest(request, reason, { kind: 'notConnected', networkCode });
	}
	const untrusted = secureConnectionReason(code, host);
	if (untrusted) return failedRequest(request, untrusted, { kind: 'untrusted', networkCode });
	return failedAfterSending(request, lostReason(code, host), {
		kind: 'connectionLost',
		networkCode,
	});
}

const START_AGAIN = 'Start the workflow again to continue.';

/** Creates the error for a wait that ended because the execution was cancelled. */
export function cancelledError(): ApiError {
	return new ApiError('The execution was cancelled while waiting', {
		kind: 'cancelled',
		remedy: START_AGAIN,
	});
}
