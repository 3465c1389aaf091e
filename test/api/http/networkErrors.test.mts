import {
	cancelledError,
	networkCodeOf,
	noResponseError,
} from '../../../nodes/PlugsurfingEmp/api/http/networkErrors.ts';
import { isRetryable } from '../../../nodes/PlugsurfingEmp/api/http/retryPolicy.ts';
import { TooSlow } from '../../../nodes/PlugsurfingEmp/api/http/timeouts.ts';

const refused = { code: 'ECONNREFUSED' };

test.each([
	['of a network error', refused, 'ECONNREFUSED'],
	[
		'inside the error that n8n throws',
		new Error('No', { cause: new Error('No', { cause: refused }) }),
		'ECONNREFUSED',
	],
	[
		'in place of a status, as in older n8n',
		{ httpCode: 'ENOTFOUND', cause: undefined },
		'ENOTFOUND',
	],
	['nested below the status', { httpCode: 'ERR', cause: refused }, 'ECONNREFUSED'],
	['as undefined for a status', { httpCode: '503' }, undefined],
	['as undefined for a non-error', 'ECONNREFUSED', undefined],
])('reads the code %s', (_where, thrown, code) => {
	expect(networkCodeOf(thrown)).toBe(code);
});

test('finds a code four causes deep, and gives up below', () => {
	const deep = { cause: { cause: { cause: { cause: refused } } } };
	expect(networkCodeOf(deep)).toBe('ECONNREFUSED');
	expect(networkCodeOf({ cause: deep })).toBeUndefined();
});

test('gives up on an endless chain', () => {
	const endless: { cause?: unknown } = {};
	endless.cause = endless;
	expect(networkCodeOf(endless)).toBeUndefined();
});

const request = { method: 'POST', path: '/', activity: 'make it', idempotent: false } as const;
const ADVICE = /^[A-Z].{15,}\.$/;

test.each([
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].map((code) => [
		code,
		'notConnected',
		'Could not make it: n8n could not connect to api.example',
	]),
	[
		'ERR_TLS_HANDSHAKE_TIMEOUT',
		'notConnected',
		'Could not make it: n8n could not connect to api.example',
	],
	...['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT'].map((code) => [
		code,
		'connectionLost',
		'Reason: api.example sent no response within 30 seconds',
	]),
	[
		new TooSlow().code,
		'connectionLost',
		'Reason: api.example sent no complete response within 120 seconds',
	],
	...['ECONNRESET', undefined, 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'].map((code) => [
		code,
		'connectionLost',
		'Reason: the connection to api.example ended before the response was complete',
	]),
	['ERR_CANCELED', 'cancelled', 'Reason: the execution was cancelled'],
])('%s counts as %s: %s', (code, kind, expected = '') => {
	const { message, details } = noResponseError(request, 'https://api.example', { code });
	expect(message.endsWith(expected)).toBe(true);
	expect(details).toMatchObject({
		kind,
		networkCode: code,
		remedy: expect.stringMatching(ADVICE) as string,
	});
	expect(details.mayHaveTakenEffect).toBe(kind === 'notConnected' ? undefined : true);
});

test('after a cancel, only an idempotent request is done again as a whole', () => {
	const again = 'Start the workflow again to continue.';
	expect(cancelledError().details).toEqual({ kind: 'cancelled', remedy: again });
	const remedies = [true, false].map((idempotent) => {
		const cancelled = { code: 'ERR_CANCELED' };
		return noResponseError({ ...request, idempotent }, 'https://a.example', cancelled).details
			.remedy;
	});
	expect(remedies).toEqual([again, 'Start the workflow again only for what is missing.']);
});

/** All of Node's codes for certificates: nodejs.org/api/tls.html#x509-certificate-error-codes. */
const CERTIFICATE_CODES: Array<[reason: string, ...codes: string[]]> = [
	['has expired', 'CERT_HAS_EXPIRED'],
	['is not valid yet', 'CERT_NOT_YET_VALID'],
	[
		'belongs to another host name',
		...['HOSTNAME_MISMATCH', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS_CERT_ALTNAME_FORMAT'],
	],
	['is self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
	[
		'comes from an unknown issuer',
		...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
		...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_UNTRUSTED'],
	],
	['has been revoked', 'CERT_REVOKED'],
	[
		'could not be verified',
		...['UNABLE_TO_GET_CRL', 'UNABLE_TO_DECRYPT_CERT_SIGNATURE', 'UNABLE_TO_DECRYPT_CRL_SIGNATURE'],
		...['UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'CERT_SIGNATURE_FAILURE', 'CRL_SIGNATURE_FAILURE'],
		...['CRL_NOT_YET_VALID', 'CRL_HAS_EXPIRED', 'ERROR_IN_CERT_NOT_BEFORE_FIELD'],
		...['ERROR_IN_CERT_NOT_AFTER_FIELD', 'ERROR_IN_CRL_LAST_UPDATE_FIELD'],
		...['ERROR_IN_CRL_NEXT_UPDATE_FIELD', 'CERT_CHAIN_TOO_LONG', 'INVALID_CA'],
		...['PATH_LENGTH_EXCEEDED', 'INVALID_PURPOSE', 'CERT_REJECTED'],
	],
];

test.each(CERTIFICATE_CODES.flatMap(([reason, ...codes]) => codes.map((code) => [code, reason])))(
	'%s: the certificate %s; the request had no effect and is not sent again',
	(code = '', reason = '') => {
		const error = noResponseError(request, 'https://api.example', { code });
		expect(error.message).toBe(`Could not make it: the certificate of api.example ${reason}`);
		expect(error.details).toMatchObject({ kind: 'untrusted', networkCode: code });
		expect(error.details.remedy).toMatch(ADVICE);
		expect(error.details.mayHaveTakenEffect).toBeUndefined();
		expect(isRetryable({ ...request, idempotent: true }, error)).toBe(false);
	},
);

test.each([
	...['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_UNSUPPORTED_PROTOCOL'],
	...['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_TLS_INVALID_PROTOCOL_VERSION'],
])('%s: the server does not speak TLS, so the request had no effect', (code) => {
	const { message, details } = noResponseError(request, 'https://api.example', { code });
	expect(message).toBe('Could not make it: no secure connection to api.example could be made');
	expect(details).toMatchObject({
		kind: 'untrusted',
		remedy: expect.stringMatching(ADVICE) as string,
	});
});
