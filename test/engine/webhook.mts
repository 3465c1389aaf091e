import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

import { HookContext, WebhookContext } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeParameters,
	type IWebhookData,
	type IWebhookDescription,
	type IWebhookResponseData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { loadPackage, nodeTypes, PACKAGE, surroundings } from './engine.mts';

/** A call as it arrives at n8n. */
export interface Call {
	body: string | Buffer;
	/** Node joins most repeated headers and gives some as a list. */
	headers?: Record<string, string | string[]>;
	/** What n8n's body parser throws instead. */
	unreadable?: Error;
}

/** How n8n handles a call. */
export interface Handling {
	mode?: WorkflowExecuteMode;
	/** Stores the execution; n8n responds with 500 when it rejects. */
	store?: () => Promise<void>;
	/** Whether n8n fails to save the static data, which it logs and ignores. */
	saveFails?: boolean;
	/** Whether the workflow fails before n8n responds, as it can with When Last Node Finishes. */
	workflowFails?: boolean;
	/** The caller hangs up when it settles. */
	hangUp?: Promise<unknown>;
}

/** The outcome of a call. */
export interface Outcome {
	/** The status of n8n's response, sent or not. */
	status: number;
	message: unknown;
	/** The item of the execution that n8n stored, if it stored one. */
	started: IDataObject | undefined;
	/** Whether the caller had hung up before the response. */
	hungUp: boolean;
	/** What the node logged as a warning. */
	warnings: string[];
}

/** Node's own response with the two methods of express that n8n and the node call. */
class Response extends ServerResponse {
	body: unknown;

	constructor() {
		super(new IncomingMessage(new Socket()));
	}

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	json(body: unknown): this {
		this.body = body;
		this.end(JSON.stringify(body));
		return this;
	}
}

let workflows = 0;

/**
 * A published workflow that starts with the webhook trigger, in an n8n that handles a call as 2.41.1 does
 * (webhook-helpers, live-webhooks): it loads the workflow for each call, stores the execution, saves the whole static
 * data if it changed, and responds.
 */
export class WebhookTrigger {
	/** The workflow's static data in the database, as JSON. */
	stored = '{}';
	/** The items of all stored executions. */
	readonly executions: IDataObject[] = [];
	/** Two objects with the same id are the same workflow, in two processes or before and after a restart. */
	readonly id = `webhook-${++workflows}`;

	constructor(
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly parameters: INodeParameters = {},
	) {}

	async call(call: Call, handling: Handling = {}): Promise<Outcome> {
		const { mode = 'webhook', store, hangUp } = handling;
		const response = new Response();
		let hungUp = false;
		void hangUp?.finally(() => {
			hungUp = true;
			response.destroy();
		});
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
		const started = result.workflowData?.[0]?.[0]?.json;
		if (result.noWebhookResponse || !started) {
			await this.saveStaticData(workflow, handling);
			if (!result.noWebhookResponse) response.status(200).json(result.webhookResponse);
		} else {
			// Before n8n stores the execution, it creates the workflow again with the same static data.
			again();
			try {
				await setImmediate();
				await store?.();
				this.executions.push(started);
				await this.saveStaticData(workflow, handling);
				if (handling.workflowFails) throw new Error('Error in workflow');
				response
					.status(200)
					.json(onReceivedBody(workflow, node, type.description.webhooks, result));
			} catch (error) {
				response.status(500).json({ message: String(error) });
				return { status: 500, message: response.body, started: undefined, hungUp, warnings };
			}
		}
		return { status: response.statusCode, message: response.body, started, hungUp, warnings };
	}

	/** Publishes or unpublishes the workflow and returns the node's warnings. Throws what the node throws. */
	async lifecycle(
		method: 'checkExists' | 'create' | 'delete',
		activation: WorkflowActivateMode = 'activate',
	): Promise<[boolean, string[]]> {
		const { workflow, node, type, additionalData } = await this.load();
		const context = new HookContext(workflow, node, additionalData, 'internal', activation);
		const warnings = warningsOf(context);
		const done = await type.webhookMethods?.['default']?.[method].call(context);
		await this.saveStaticData(workflow, {});
		return [done === true, warnings];
	}

	private async saveStaticData(workflow: Workflow, { mode, saveFails }: Handling): Promise<void> {
		if (workflow.staticData['__dataChanged'] !== true || mode === 'manual') return;
		const written = JSON.stringify(workflow.staticData);
		await setImmediate();
		if (!saveFails) this.stored = written;
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

/** n8n's response under On Received: the description's response data, else what the node returned. */
function onReceivedBody(
	workflow: Workflow,
	node: INode,
	[webhook]: IWebhookDescription[] = [],
	{ webhookResponse }: IWebhookResponseData,
): unknown {
	const data: unknown = workflow.expression.getComplexParameterValue(
		node,
		webhook?.responseData,
		'webhook',
		{},
		undefined,
		'firstEntryJson',
	);
	return data || webhookResponse || { message: 'Workflow was started' };
}

/** Collects the warnings of a node, with their metadata. */
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

/** The parts of an express request that n8n and the node use: n8n's body parser adds the bytes. */
function requestOf({ body, headers = {}, unreadable }: Call) {
	const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
	const request: Record<string, unknown> = {
		headers: Object.fromEntries(lowerCase) as Record<string, string | string[]>,
		readRawBody() {
			if (unreadable) return Promise.reject(unreadable);
			request['rawBody'] = Buffer.from(body);
			return Promise.resolve();
		},
	};
	return request;
}
