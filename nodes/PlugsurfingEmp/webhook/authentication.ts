import { createHash, timingSafeEqual } from 'node:crypto';

import type {
	ICredentialDataDecryptedObject,
	IHookFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { CREDENTIAL_NAME } from '../api/client';
import { SIGNATURE_HEADER, signatureRejection } from './signature';

/** What a call must contain, from the credential. */
interface Authentication {
	/** CURRENT, then NEXT. */
	secrets: string[];
	headerName: string;
	headerValue: string;
}

/** The characters of a header name (RFC 9110, section 5.6.2). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;

/** Converts a credential field to text: an expression in it may return a number. */
function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function readAuthentication(credential: ICredentialDataDecryptedObject): Authentication {
	return {
		secrets: [credential.webhookSecret, credential.webhookSecretNext]
			.map(text)
			.filter((secret) => secret.trim() !== ''),
		headerName: text(credential.webhookHeaderName).trim(),
		// HTTP strips white space around header values.
		headerValue: text(credential.webhookHeaderValue).trim(),
	};
}

function misconfiguration(
	{ secrets, headerName, headerValue }: Authentication,
	acceptUnsigned: boolean,
): string | undefined {
	if (headerName === '' && headerValue !== '') {
		return 'The credential has a Webhook Header Value but no Webhook Header Name. Enter both, or clear both.';
	}
	if (headerName !== '' && headerValue === '') {
		return 'The credential has a Webhook Header Name but no Webhook Header Value. Enter both, or clear both.';
	}
	if (headerName !== '' && !HEADER_NAME.test(headerName)) {
		return 'The Webhook Header Name in the credential is not a valid header name. Enter only the name, such as "Authorization", and the part after the colon as Webhook Header Value.';
	}
	if (secrets.length > 0 || headerName !== '' || acceptUnsigned) return undefined;
	return 'Anyone who knows the URL could start this workflow. Enter a Webhook Secret, or a Webhook Header Name and Webhook Header Value, in the credential. To accept calls from anyone instead, turn on Accept Unsigned Calls.';
}

/** Compares two texts in constant time, independent of their lengths. */
function isEqual(expected: string, given: string): boolean {
	const digestOf = (text: string) => createHash('sha512').update(text).digest();
	return timingSafeEqual(digestOf(expected), digestOf(given));
}

function headerRejection(expected: string, given: unknown): string | undefined {
	if (typeof given !== 'string') return 'the header required by the credential is missing';
	return isEqual(expected, given)
		? undefined
		: 'the header required by the credential has a different value';
}

async function settingsOf(context: IHookFunctions | IWebhookFunctions) {
	const authentication = readAuthentication(await context.getCredentials(CREDENTIAL_NAME));
	const acceptUnsigned = context.getNodeParameter('acceptUnsigned', false) === true;
	return { ...authentication, misconfigured: misconfiguration(authentication, acceptUnsigned) };
}

/**
 * Returns a message that explains why the trigger would reject every call and what to change; undefined if
 * the workflow can be published.
 */
export async function authenticationMisconfiguration(
	context: IHookFunctions,
): Promise<string | undefined> {
	return (await settingsOf(context)).misconfigured;
}

/**
 * Returns why a call is rejected, for the log; undefined if it is authentic. The reason contains no
 * secret, header or body.
 *
 * @param body the bytes as received
 */
export async function callRejection(
	context: IWebhookFunctions,
	body: Buffer,
): Promise<string | undefined> {
	const { secrets, headerName, headerValue, misconfigured } = await settingsOf(context);
	if (misconfigured !== undefined) return misconfigured;
	const headers = context.getHeaderData();
	// Both are always checked, so that the response time does not reveal which one was valid.
	const reasons = [
		headerName === '' ? undefined : headerRejection(headerValue, headers[headerName.toLowerCase()]),
		secrets.length === 0 ? undefined : signatureRejection(body, headers[SIGNATURE_HEADER], secrets),
	];
	return reasons.find((reason) => reason !== undefined);
}
