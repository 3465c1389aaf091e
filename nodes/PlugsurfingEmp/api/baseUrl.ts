import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { ApiError } from './http/apiError';

/**
 * The two environments of the API (docs/api-facts.md#base-urls). That the EMP endpoints live below
 * `/drive` like all others is inferred, which is why the credential also takes a custom base URL.
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

/** The address of a request, in the terms of both of n8n's request helpers. */
export interface RequestAddress {
	url?: string;
	/** The name of `url` in n8n's older helper, which HTTP Request uses. */
	uri?: string;
	baseURL?: string;
}

/**
 * Throws unless a request stays below the base URL of a credential: n8n lets other nodes, such as HTTP
 * Request, use the credential with any address, and the request carries the API key.
 *
 * @throws ApiError also when the credential's base URL is unusable.
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

/** Where a request may go. Which of `url` and `uri` counts depends on the helper, so both do. */
function targetsOf({ url, uri, baseURL }: RequestAddress): string[] {
	return [String(url ?? ''), String(uri ?? '')].flatMap((path) => {
		if (!baseURL) return path === '' ? [] : [path];
		// As axios does it. An address that starts with // is absolute, too.
		if (/^([a-z][a-z\d+\-.]*:)?\/\//i.test(path)) return [path];
		return [`${baseURL.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`];
	});
}

/** Characters that parsers of addresses read in different ways. */
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

/** The path as a server may read it that decodes it first, even repeatedly, and resolves `..` afterwards. */
function fullyDecoded(path: string): string {
	const decoded = path.replace(/%([0-7][0-9a-f])/gi, (_, code: string) =>
		String.fromCharCode(Number.parseInt(code, 16)),
	);
	if (decoded !== path) return fullyDecoded(decoded);
	return new URL(`https://host${decoded.replace(/[?#]/g, '_')}`).pathname;
}

/**
 * Where the requests of a credential go, without a trailing slash.
 *
 * @throws ApiError when a custom base URL could leak the API key: anything but https (http only for
 * this machine), user info, a query or a fragment.
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
