import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';

import { HookContext, WebhookContext } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeParameters,
	type IWebhookData,
	type IWebhookResponseData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { loadPackage, nodeTypes, PACKAGE, surroundings } from './engine.mts';

/** A call as it arrives at n8n. */
export interface Call {
	body: string | Buffer;
	headers?: Record<string, string>;
	/** What n8n's reader of bodies throws instead. */
	unreadable?: Error;
}

/** What became of a call: n8n's answer, and the item that an execution was started with, if one was. */
export interface Outcome {
	status: number;
	message: unknown;
	started: IDataObject | undefined;
	/** When n8n was free to answer, the node had already done so. */
	answeredEarly: boolean;
	/** What the node logged as a warning. */
	warnings: string[];
}

/** As much of an express response as the node meets. */
class Response extends EventEmitter {
	statusCode = 200;
	headersSent = false;
	body: unknown;

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	json(body: unknown): this {
		this.body = body;
		this.headersSent = true;
		return this;
	}
}

let workflows = 0;

/** A published workflow that starts with the webhook trigger: n8n loads it for each call and saves its static data. */
export class WebhookTrigger {
	/** The workflow's static data in the database, as JSON. */
	stored = '{}';
	private readonly id = `webhook-${++workflows}`;

	constructor(
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly parameters: INodeParameters = {},
	) {}

	/** Calls the URL. `failing` lets n8n answer that it could not start the workflow. */
	async call(call: Call, mode: WorkflowExecuteMode = 'webhook', failing = false): Promise<Outcome> {
		const response = new Response();
		const { workflow, again, node, type, additionalData } = await this.load();
		const context = new WebhookContext(
			workflow,
			node,
			Object.assign(additionalData, { httpRequest: requestOf(call), httpResponse: response }),
			mode,
			{} as IWebhookData,
			[],
			null,
		);
		const warnings = warningsOf(context);
		const result: IWebhookResponseData = (await type.webhook?.call(context)) ?? {};
		const answeredEarly = response.headersSent;
		// Before n8n starts an execution it makes the workflow once more, of the same static data; then it waits for its
		// database.
		if (result.workflowData) {
			again();
			await setTimeout(5);
		}
		// n8n answers for the node unless it says that it has, and saves the static data if all went well.
		if (!result.noWebhookResponse)
			response.status(failing ? 500 : 200).json(result.webhookResponse);
		const changed = workflow.staticData['__dataChanged'] === true;
		if (!failing && changed) this.stored = JSON.stringify(workflow.staticData);
		response.emit('close');
		return {
			status: response.statusCode,
			message: response.body,
			started: failing ? undefined : result.workflowData?.[0]?.[0]?.json,
			answeredEarly,
			warnings,
		};
	}

	/** Publishes the workflow, or ends that; what the node logs as a warning. Throws what the node throws. */
	async lifecycle(
		method: 'checkExists' | 'create' | 'delete',
		activation: WorkflowActivateMode = 'activate',
	): Promise<[boolean, string[]]> {
		const { workflow, node, type, additionalData } = await this.load();
		const context = new HookContext(workflow, node, additionalData, 'trigger', activation);
		const warnings = warningsOf(context);
		const done = await type.webhookMethods?.['default']?.[method].call(context);
		return [done === true, warnings];
	}

	private async load() {
		const loader = await loadPackage();
		const node: INode = {
			id: 'trigger',
			name: 'Plugsurfing EMP Trigger',
			type: `${PACKAGE}.plugsurfingEmpTrigger`,
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { plugsurfingEmpApi: { id: '1', name: 'Test' } },
		};
		const staticData = JSON.parse(this.stored) as IDataObject;
		const again = () =>
			new Workflow({
				id: this.id,
				nodes: [node],
				connections: {},
				active: true,
				nodeTypes: nodeTypes(loader, {}),
				staticData,
				settings: { timezone: 'UTC' },
			});
		const workflow = again();
		const type = NodeHelpers.getVersionedNodeType(loader.getNode('plugsurfingEmpTrigger').type);
		return { workflow, again, node, type, additionalData: surroundings(loader, this.credential) };
	}
}

/** Collects what a node logs as a warning, with what it logs along. */
function warningsOf(context: WebhookContext | HookContext): string[] {
	const warnings: string[] = [];
	Object.defineProperty(context, 'logger', {
		value: {
			warn: (message: string, meta: unknown) =>
				warnings.push(`${message} ${JSON.stringify(meta ?? {})}`),
		},
	});
	return warnings;
}

/** As much of an express request as n8n and the node meet: n8n's reader puts the bytes on it. */
function requestOf({ body, headers = {}, unreadable }: Call) {
	const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
	const request: Record<string, unknown> = {
		headers: Object.fromEntries(lowerCase) as Record<string, string>,
		readRawBody() {
			if (unreadable) return Promise.reject(unreadable);
			request['rawBody'] = Buffer.from(body);
			return Promise.resolve();
		},
	};
	return request;
}
