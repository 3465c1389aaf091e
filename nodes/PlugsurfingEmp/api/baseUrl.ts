import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { ApiError } from './http/apiError';

/**
 * Environments of the API (docs/api-facts.md#base-urls). It is inferred that the EMP endpoints are below
 * `/drive` like all others, so the credential also accepts a custom base URL.
 */
export const BASE_URLS = {
	production: 'https://drive-api.plugsurfing.com/drive',
	stage: 'https://drive-api-stage.plugsurfing.com/drive',
} as const;

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

function invalidBaseUrl(reason: string): ApiError {
	return new ApiError(`The Base URL of the credential ${reason}`, {
		remedy: `Open the credential and enter an address such as ${BASE_URLS.production}, or choose another environment.`,
	});
}

/** The address of a request, as passed to either of n8n's request helpers. */
export interface RequestAddress {
	url?: string;
	/** `url` in n8n's older helper, which the HTTP Request node uses. */
	uri?: string;
	baseURL?: string;
}

/**
 * Checks that a request stays below the base URL of a credential. n8n lets other nodes, such as HTTP
 * Request, use the credential with any address, and the request contains the API key.
 *
 * @throws ApiError if it does not, or if the credential's base URL is invalid.
 */
export function assertBelowBaseUrl(
	credential: ICredentialDataDecryptedObject,
	address: RequestAddress,
): void {
	const baseUrl = baseUrlOf(credential);
	const targets = targetsOf(address);
	if (targets.length > 0 && targets.every((target) => isBelow(target, baseUrl))) return;
	throw new ApiError(
		`The API key of this credential is only sent to addresses that start with ${baseUrl}/`,
		{ remedy: 'Use an address that starts with it, or a credential for the other address.' },
	);
}

/** Addresses a request may go to. Each helper uses either `url` or `uri`, so both are checked. */
function targetsOf({ url, uri, baseURL }: RequestAddress): string[] {
	return [String(url ?? ''), String(uri ?? '')].flatMap((path) => {
		if (!baseURL) return path === '' ? [] : [path];
		// As in axios, an address that starts with // is also absolute.
		if (/^([a-z][a-z\d+\-.]*:)?\/\//i.test(path)) return [path];
		return [`${baseURL.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`];
	});
}

/** Characters that URL parsers interpret differently. */
const AMBIGUOUS = /[\\\p{Cc}]/u;

function isBelow(target: string, baseUrl: string): boolean {
	if (AMBIGUOUS.test(target) || !URL.canParse(target)) return false;
	const { origin, pathname } = new URL(target);
	const base = new URL(baseUrl);
	if (origin !== base.origin) return false;
	const basePath = base.pathname.replace(/\/$/, '');
	return [pathname, fullyDecoded(pathname)].every(
		(path) => path === basePath || path.startsWith(`${basePath}/`),
	);
}

/** Returns the path as seen by a server that decodes it, possibly repeatedly, before resolving `..`. */
function fullyDecoded(path: string): string {
	const decoded = path.replace(/%([0-7][0-9a-f])/gi, (_, code: string) =>
		String.fromCharCode(Number.parseInt(code, 16)),
	);
	if (decoded !== path) return fullyDecoded(decoded);
	return new URL(`https://host${decoded.replace(/[?#]/g, '_')}`).pathname;
}

/**
 * Returns the base URL of a credential, without a trailing slash.
 *
 * @throws ApiError if a custom base URL could leak the API key: not https (http is allowed only for this
 * machine), or with user info, a query or a fragment.
 */
export function baseUrlOf(credential: ICredentialDataDecryptedObject): string {
	const { environment, baseUrl } = credential;
	if (environment === 'production' || environment === 'stage') return BASE_URLS[environment];

	if (typeof baseUrl !== 'string' || baseUrl.trim() === '') throw invalidBaseUrl('is empty');
	const text = baseUrl.trim();
	if (!URL.canParse(text)) throw invalidBaseUrl('is not an address');
	const url = new URL(text);
	const loopback = LOOPBACK_HOSTS.has(url.hostname);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
		throw invalidBaseUrl('must start with https://');
	}
	if (url.username !== '' || url.password !== '') {
		throw invalidBaseUrl('must not contain a user name or password');
	}
	if (text.includes('?') || text.includes('#')) {
		throw invalidBaseUrl('must not contain a query (?) or a fragment (#)');
	}
	return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
