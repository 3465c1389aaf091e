import type { IDataObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { baseUrlOf } from './baseUrl';
import { exchange, type Send } from './exchange';
import { fairUseOf } from './fairUse';
import { machineClock } from './machineClock';
import { noAnswer } from './noAnswer';
import type { Emp, EmpRequest } from './request';
import { Tally } from './tally';
import { ANSWER_TIMEOUT_SECONDS, LONGEST_ANSWER_SECONDS } from './timeout';
import { withinTime } from './withinTime';

export const CREDENTIAL = 'plugsurfingEmpApi';

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** The way to the API of one execution of a node. */
export interface Connection {
	/** The API for somebody who is willing to have a request tried again so many times. */
	emp(maxRetries: number): Emp;
	tally: Tally;
}

function definedOnly(query: EmpRequest['query'] = {}): IDataObject {
	return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** Sends with n8n's request helper, which adds the key and is broken off by a cancel. */
function sender(context: Context, baseUrl: string): Send {
	return async (request) => {
		const answer = context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, {
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
		});
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
	const send = sender(context, baseUrl);
	const fairUse = fairUseOf(baseUrl, String(credential.apiKey));
	const clock = machineClock(context);
	const tally = new Tally();
	return {
		emp: (maxRetries) => ({
			exchange: async (request) =>
				await exchange(request, { send, fairUse, clock, tally, maxRetries }),
			now: clock.now,
			pause: clock.pause,
		}),
		tally,
	};
}
