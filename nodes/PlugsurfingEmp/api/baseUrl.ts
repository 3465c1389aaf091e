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

/**
 * Refuses a request that would carry the API key of a credential to another place than its base URL:
 * n8n lets other nodes, such as HTTP Request, use the credential with any address.
 *
 * @param address absolute, or below `base`.
 * @throws ApiError also when the credential's base URL is unusable.
 */
export function assertBelowBaseUrl(
	credential: ICredentialDataDecryptedObject,
	address: string,
	base?: string,
): void {
	const own = new URL(baseUrlOf(credential));
	const target = URL.canParse(address) ? new URL(address) : undefined;
	const origin =
		target?.origin ?? (base !== undefined && URL.canParse(base) && new URL(base).origin);
	if (origin === own.origin) return;
	throw new ApiError(`The API key of this credential is only sent to ${own.host}`, {
		remedy: 'Use an address there, or a credential that belongs to the other address.',
	});
}

/**
 * Where the requests of a credential go, without a trailing slash.
 *
 * @throws ApiError when a custom base URL could leak the API key: anything but https (http only for
 * this very machine), user info, a query or a fragment.
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
