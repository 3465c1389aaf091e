import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { assertBelowBaseUrl, BASE_URLS } from '../nodes/PlugsurfingEmp/api/baseUrl';

/** The same logic as baseUrlOf, as an expression, because a credential test accepts nothing else. */
const BASE_URL_EXPRESSION = `={{ ({
	production: "${BASE_URLS.production}",
	stage: "${BASE_URLS.stage}",
})[$credentials.environment] ?? ($credentials.baseUrl || "").trim().replace(/\\/+$/, "") }}`;

/** Credential tests have one message for all environments, but only Custom has a Base URL. */
const CHECK_ADDRESS = 'Check the environment and, if it is Custom, the address entered for it.';

const REDIRECTED =
	'The server redirects to another address. Redirects are never followed, because that address would receive the API key. To use the final address, choose the environment Custom and enter it there.';

const STATUS_MESSAGES = new Map([
	[
		401,
		'Plugsurfing did not accept the API key. Check the key, and that it belongs to the selected environment.',
	],
	[
		403,
		'Plugsurfing denied access. The API key may lack the permission for charging keys, or the selected environment may be wrong.',
	],
	[404, `The Plugsurfing API was not found at this address. ${CHECK_ADDRESS}`],
	...[301, 302, 303, 307, 308].map((status): [number, string] => [status, REDIRECTED]),
]);

const STATUS_RULES = Array.from(STATUS_MESSAGES, ([value, message]) => ({
	type: 'responseCode',
	properties: { value, message },
}));

/** Detects a web page with status 200, which has no list of keys. */
const SHAPE_RULE = {
	type: 'responseSuccessBody',
	properties: {
		key: 'keys',
		value: undefined,
		message: `The server at this address is not the Plugsurfing API. ${CHECK_ADDRESS}`,
	},
};

export class PlugsurfingEmpApi implements ICredentialType {
	name = 'plugsurfingEmpApi';

	displayName = 'Plugsurfing EMP API';

	icon: Icon = {
		light: 'file:../nodes/PlugsurfingEmp/plugsurfingEmp.svg',
		dark: 'file:../nodes/PlugsurfingEmp/plugsurfingEmp.dark.svg',
	};

	documentationUrl = 'https://github.com/plugsurfing-emp/n8n-nodes-plugsurfing-emp#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production', description: 'The live system' },
				{ name: 'Stage', value: 'stage', description: 'The test system' },
				{ name: 'Custom', value: 'custom', description: 'Another address, such as a proxy' },
			],
			default: 'production',
			description: 'Each environment has its own API keys',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://drive-api.plugsurfing.com/drive',
			description:
				'The address to which paths such as /emp/v1/charging-keys are added. Must start with https:// unless it is on this machine.',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Get it in the Plugsurfing Control Panel or from your customer success manager',
		},
		{
			displayName: 'Webhook Secret (Current)',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The secret with which Plugsurfing signs webhook calls, called CURRENT there. Only the webhook trigger needs it. Enter it exactly as received, even if it is base64.',
		},
		{
			displayName: 'Webhook Secret (Next)',
			name: 'webhookSecretNext',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The secret that takes over when Plugsurfing rotates them, called NEXT there',
		},
		{
			displayName: 'Webhook Header Name',
			name: 'webhookHeaderName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Authorization',
			description:
				'The name of a header that each webhook call must have, in addition to the signature if a secret is set. Ask Plugsurfing to send it.',
		},
		{
			displayName: 'Webhook Header Value',
			name: 'webhookHeaderValue',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The value of that header, long and random like a password',
		},
	];

	/**
	 * Adds the API key, only to requests below the base URL, and turns off redirects: n8n would forward the
	 * key to the target. `disableFollowRedirect` is for n8n's current request helper, the other options
	 * are for the older one, which the HTTP Request node uses.
	 *
	 * A property, not a method, so that HTTP Request offers the credential; see CUSTOM_API_CALL in n8nQuirks.ts.
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		assertBelowBaseUrl(credentials, requestOptions);
		const withoutRedirects = {
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
			maxRedirects: 0,
		};
		return {
			...requestOptions,
			...withoutRedirects,
			headers: { ...requestOptions.headers, 'X-API-Key': credentials.apiKey },
		};
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE_URL_EXPRESSION,
			url: '/emp/v1/charging-keys',
			qs: { page_size: 10 },
			disableFollowRedirect: true,
		},
		// The type allows only rules of one type, but n8n evaluates each rule separately.
		rules: [SHAPE_RULE, ...STATUS_RULES] as ICredentialTestRequest['rules'],
	};
}
