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
import { exchange, type Send } from './exchange';
import { fairUseOf } from './fairUse';
import { machineClock } from './machineClock';
import { noAnswer } from './noAnswer';
import { patient } from './pause';
import type { Emp, EmpRequest } from './request';
import { Tally } from './tally';
import { ANSWER_TIMEOUT_SECONDS, LONGEST_ANSWER_SECONDS } from './timeout';
import { withinTime } from './withinTime';

export const CREDENTIAL = 'plugsurfingEmpApi';

type Context = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

/** The way to the API of one execution of a node. */
export interface Connection {
	/** Where the requests go. */
	baseUrl: string;
	/**
	 * The API for somebody who is willing to have a request tried again so many times, and to wait for
	 * that until some moment (milliseconds since 1970).
	 */
	emp(maxRetries: number, until?: number): Emp;
	tally: Tally;
}

function definedOnly(query: EmpRequest['query'] = {}): IDataObject {
	return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** Left to itself n8n would read the credential from its database and decrypt it for each request. */
function alreadyRead(
	context: Context,
	data: ICredentialDataDecryptedObject,
): IAdditionalCredentialOptions {
	const { id, name } = context.getNode().credentials?.[CREDENTIAL] ?? { id: null, name: '' };
	return { credentialsDecrypted: { id: id ?? '', name, type: CREDENTIAL, data } };
}

/** Sends with n8n's request helper, which adds the key and is broken off by a cancel. */
function sender(
	context: Context,
	baseUrl: string,
	credential: ICredentialDataDecryptedObject,
): Send {
	const authentication = alreadyRead(context, credential);
	return async (request) => {
		const answer = context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL,
			{
				method: request.method,
				url: baseUrl + request.path,
				qs: definedOnly(request.query),
				body: request.body,
				json: true,
				timeout: ANSWER_TIMEOUT_SECONDS * 1000,
				// n8n would send the X-API-Key header on to the redirect's target, whoever that is.
				disableFollowRedirect: true,
				ignoreHttpStatusErrors: true,
				returnFullResponse: true,
			},
			authentication,
		);
		return await withinTime(answer, LONGEST_ANSWER_SECONDS).then(
			({ statusCode, headers, body }) => ({ answer: { status: statusCode, headers, body } }),
			(cause: unknown) => ({ failure: noAnswer(request, baseUrl, cause) }),
		);
	};
}

/**
 * Opens the way to the API with the credential of a node.
 *
 * @throws EmpError when the credential's base URL is unusable.
 */
export async function connect(context: Context): Promise<Connection> {
	const credential = await context.getCredentials(CREDENTIAL);
	const baseUrl = baseUrlOf(credential);
	const send = sender(context, baseUrl, credential);
	const fairUse = fairUseOf(baseUrl, String(credential.apiKey));
	const machine = machineClock(context);
	const tally = new Tally();
	return {
		baseUrl,
		emp(maxRetries, until = Infinity) {
			const clock = { ...machine, pause: patient(machine.pause, until) };
			return {
				exchange: async (request) =>
					await exchange(request, { send, fairUse, clock, tally, maxRetries }),
				now: clock.now,
				pause: clock.pause,
			};
		},
		tally,
	};
}
