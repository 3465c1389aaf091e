import type { IDataObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { answerFailure, type HttpAnswer } from './answerFailure';
import { baseUrlOf } from './baseUrl';
import { noAnswer } from './noAnswer';
import { pauseOf } from './pause';
import type { Emp, EmpRequest } from './request';
import { ANSWER_TIMEOUT_SECONDS } from './timeout';

export const CREDENTIAL = 'plugsurfingEmpApi';

type Context = IExecuteFunctions | ILoadOptionsFunctions;

function definedOnly(query: EmpRequest['query'] = {}): IDataObject {
	return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

async function send(context: Context, baseUrl: string, request: EmpRequest): Promise<HttpAnswer> {
	const { statusCode, body } = await context.helpers.httpRequestWithAuthentication
		.call(context, CREDENTIAL, {
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
		})
		.catch((cause: unknown) => {
			throw noAnswer(request, baseUrl, cause);
		});
	return { status: statusCode, body };
}

/**
 * Opens the way to the API with the credential of a node.
 *
 * @throws EmpError when the credential's base URL is unusable.
 */
export async function connect(context: Context): Promise<Emp> {
	const baseUrl = baseUrlOf(await context.getCredentials(CREDENTIAL));
	return {
		async exchange(request) {
			const answer = await send(context, baseUrl, request);
			if (answer.status < 200 || answer.status > 299) throw answerFailure(request, answer);
			return answer.body;
		},
		now: () => Date.now(),
		pause: pauseOf(context),
	};
}
