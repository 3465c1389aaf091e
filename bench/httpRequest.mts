import type { JsonObject } from '../host/shape.mts';
import { withAccount, type Step } from './steps.mts';
import type { Account } from './subject.mts';

/** n8n's HTTP Request with our credential, which adds the API key. */
export function httpRequest(name: string, { reference }: Account, parameters: JsonObject): Step {
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'plugsurfingEmpApi',
			options: {},
			...parameters,
		},
		settings: withAccount(reference),
	};
}

/** A whole list by its cursor, one item a page, as n8n's documentation of the node shows it. */
export function pagedRequest(
	name: string,
	account: Account,
	{ path, pageSize }: { path: string; pageSize: { parameter: string; rows: number } },
): Step {
	return httpRequest(name, account, {
		url: account.simulator.baseUrl + path,
		sendQuery: true,
		queryParameters: {
			parameters: [{ name: pageSize.parameter, value: String(pageSize.rows) }],
		},
		options: {
			pagination: {
				pagination: {
					paginationMode: 'updateAParameterInEachRequest',
					parameters: {
						parameters: [{ type: 'qs', name: 'cursor', value: '={{ $response.body.cursor }}' }],
					},
					paginationCompleteWhen: 'other',
					completeExpression: '={{ !$response.body.cursor }}',
				},
			},
		},
	});
}

/** One item a row instead of one a page. */
export function splitOut(name: string, field: string): Step {
	return {
		name,
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: field, options: {} },
	};
}

export function convertToCsv(name: string): Step {
	return {
		name,
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: { operation: 'csv', options: {} },
	};
}
