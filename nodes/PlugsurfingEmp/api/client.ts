import type {
	IAdditionalCredentialOptions,
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { baseUrlOf } from './baseUrl';
import type { Semaphore } from './concurrency';
import { clockUntil, type Clock } from './http/clock';
import { noResponseError } from './http/networkErrors';
import { rateLimitFor, type RateLimit } from './http/rateLimit';
import { Redaction } from './http/redaction';
import type { ApiRequest } from './http/request';
import { RequestStats } from './http/requestStats';
import { isOk } from './http/responseErrors';
import { sendWithRetries, type Send } from './http/sendWithRetries';
import { systemClock } from './http/systemClock';
import { MAX_RESPONSE_SECONDS, RESPONSE_TIMEOUT_SECONDS, withTimeout } from './http/timeouts';

// The part of api/http that the rest of the package may use.
export { ApiError } from './http/apiError';
export { REQUESTS_PER_MINUTE } from './http/rateLimit';
export { RequestStats } from './http/requestStats';
export { TooSlow, withTimeout } from './http/timeouts';

export const CREDENTIAL_NAME = 'plugsurfingEmpApi';

type Context = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

/** How a client sends its requests. */
export interface ClientOptions {
	/** Maximum retries per request, where the retry policy allows them. */
	maxRetries: number;
	/** Deadline for waiting, in milliseconds since 1970; none if absent. */
	waitUntil?: number;
	/** Limits the requests that are sent or retried at the same time; shared by all items of a run. */
	slots?: Semaphore;
}

/** API client for one credential and one execution of a node. */
export interface ApiClient extends Pick<Clock, 'now' | 'pause'> {
	readonly baseUrl: string;
	/** Retries and waiting time of this execution so far. */
	readonly stats: RequestStats;
	/** How many requests may be in flight at the same time, for code that has several to send. */
	readonly maxConcurrent: number;
	/**
	 * Sends a request and returns the body of its 2xx response.
	 *
	 * @throws ApiError for any other outcome.
	 */
	request(request: ApiRequest): Promise<unknown>;
	/** Returns the same client with different options. */
	withOptions(options: ClientOptions): ApiClient;
}

class CredentialClient implements ApiClient {
	private readonly clock: Clock;

	constructor(
		readonly baseUrl: string,
		readonly stats: RequestStats,
		private readonly send: Send,
		private readonly rateLimit: RateLimit,
		private readonly execution: Clock,
		private readonly options: ClientOptions,
	) {
		const { waitUntil = Infinity } = options;
		this.clock = clockUntil(execution, waitUntil);
	}

	get maxConcurrent(): number {
		return this.options.slots?.size ?? 1;
	}

	async request(request: ApiRequest): Promise<unknown> {
		const { send, rateLimit, clock, stats } = this;
		const { maxRetries, slots } = this.options;
		const sent = () => sendWithRetries(request, { send, rateLimit, clock, stats, maxRetries });
		return await (slots ? slots.run(sent) : sent());
	}

	now(): number {
		return this.clock.now();
	}

	async pause(ms: number): Promise<void> {
		await this.clock.pause(ms);
	}

	withOptions(options: ClientOptions): ApiClient {
		const { baseUrl, stats, send, rateLimit, execution } = this;
		return new CredentialClient(baseUrl, stats, send, rateLimit, execution, options);
	}
}

function definedOnly(query: ApiRequest['query'] = {}): IDataObject {
	return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** Passes the decrypted credential on, so that n8n does not load and decrypt it again for each request. */
function decrypted(
	context: Context,
	data: ICredentialDataDecryptedObject,
): IAdditionalCredentialOptions {
	const { id, name } = context.getNode().credentials?.[CREDENTIAL_NAME] ?? { id: null, name: '' };
	return { credentialsDecrypted: { id: id ?? '', name, type: CREDENTIAL_NAME, data } };
}

/** A shorter secret may occur in ordinary data by chance, so it is not redacted there. */
const MIN_SECRET_LENGTH_IN_DATA = 16;

/** Redacts the credential's secrets in response bodies, in case the API echoes them. */
function secretRedactor({
	apiKey,
	webhookSecret,
	webhookSecretNext,
	webhookHeaderValue,
}: ICredentialDataDecryptedObject): (body: unknown, status: number) => unknown {
	const secrets = [apiKey, webhookSecret, webhookSecretNext, webhookHeaderValue];
	const inErrors = new Redaction(secrets);
	const inData = new Redaction(secrets, MIN_SECRET_LENGTH_IN_DATA);
	return (body, status) => (isOk(status) ? inData : inErrors).apply(body);
}

/** Sends with n8n's request helper, which adds the API key and aborts when the execution is cancelled. */
function senderFor(
	context: Context,
	baseUrl: string,
	credential: ICredentialDataDecryptedObject,
): Send {
	const authentication = decrypted(context, credential);
	const redactSecrets = secretRedactor(credential);
	return async (request) => {
		const response = context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL_NAME,
			{
				method: request.method,
				url: baseUrl + request.path,
				qs: definedOnly(request.query),
				body: request.body,
				json: true,
				timeout: RESPONSE_TIMEOUT_SECONDS * 1000,
				// n8n would forward the X-API-Key header to the target of a redirect.
				disableFollowRedirect: true,
				ignoreHttpStatusErrors: true,
				returnFullResponse: true,
			},
			authentication,
		);
		return await withTimeout(response, MAX_RESPONSE_SECONDS).then(
			({ statusCode: status, headers, body }) => ({
				response: { status, headers, body: redactSecrets(body, status) },
			}),
			(cause: unknown) => ({ error: noResponseError(request, baseUrl, cause) }),
		);
	};
}

/**
 * Creates a client with the credential of a node. It does not retry; use `withOptions` for that.
 *
 * @throws ApiError if the credential's base URL is invalid.
 */
export async function createClient(context: Context): Promise<ApiClient> {
	const credential = await context.getCredentials(CREDENTIAL_NAME);
	const baseUrl = baseUrlOf(credential);
	return new CredentialClient(
		baseUrl,
		new RequestStats(),
		senderFor(context, baseUrl, credential),
		rateLimitFor(baseUrl, String(credential.apiKey)),
		systemClock(context),
		{ maxRetries: 0 },
	);
}
