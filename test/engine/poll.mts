import { PollContext } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IPollFunctions,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { loadPackage, nodeTypes, PACKAGE, surroundings } from './engine.mts';

const NODE = 'Plugsurfing EMP Poll Trigger';

let workflows = 0;

export interface PollSettings {
	/** The time that n8n grants a poll, in milliseconds. */
	budgetMs?: number;
	/** n8n stores the memory of a poll together with the execution, and reads it before each poll. */
	durableCursors?: boolean;
	credentialId?: string;
}

type Emit = IPollFunctions['__emit'];

function credentialWith(id: string): INode['credentials'] {
	return { plugsurfingEmpApi: { id, name: 'Test' } };
}

/**
 * A published workflow that starts with the polling trigger, as n8n treats it
 * (trigger-execution-context.factory). By default its static data lives as long as the process, and
 * is saved when the workflow is published and whenever a poll found something.
 */
export class PollTrigger {
	/** The static data in the database, as JSON. */
	stored = '{}';
	/** The items of all executions in the database, in the order of storing. */
	readonly started: IDataObject[] = [];
	/** What n8n does between the end of a poll and the handover of its items. */
	beforeEmit: () => Promise<void> = () => Promise.resolve();
	/** Resolves when n8n has stored an execution; rejects when it could not. */
	storing: () => Promise<void> = () => Promise.resolve();
	/** How a stored execution ends. */
	ending: () => Promise<IRun | undefined> = () => Promise.resolve({ finished: true } as IRun);
	private workflow: Workflow | undefined;
	/** By default n8n keeps one from the moment the workflow is published. */
	private context: PollContext | undefined;
	private id = `poll-${++workflows}`;
	private readonly node: INode;

	constructor(
		private readonly credential: ICredentialDataDecryptedObject,
		parameters: INodeParameters = {},
		private readonly settings: PollSettings = {},
	) {
		this.node = {
			id: 'trigger',
			name: NODE,
			type: `${PACKAGE}.plugsurfingEmpPollTrigger`,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: credentialWith(settings.credentialId ?? '1'),
		};
	}

	/** Publishes the workflow, which polls at once. */
	async publish(): Promise<IDataObject[]> {
		const found = await this.poll();
		this.save();
		return found;
	}

	/** Polls once and returns the items for n8n. Throws what the poll throws. */
	async poll(mode: WorkflowExecuteMode = 'trigger'): Promise<IDataObject[]> {
		const loader = await loadPackage();
		const workflow = (this.workflow ??= await this.load());
		const copy = this.settings.durableCursors ? this.storedMemory() : undefined;
		const isReusable = mode !== 'manual' && !copy;
		const context =
			(isReusable ? this.context : undefined) ??
			this.createContext(workflow, surroundings(loader, this.credential), mode, copy);
		if (isReusable) this.context = context;

		const { type } = loader.getNode('plugsurfingEmpPollTrigger');
		const result = await NodeHelpers.getVersionedNodeType(type).poll?.call(context);
		if (!result) {
			if (copy && mode !== 'manual') this.storeMemory(copy);
			return [];
		}
		if (mode !== 'manual') {
			await this.beforeEmit();
			context.__emit(result);
		}
		return (result[0] ?? []).map(({ json }) => json);
	}

	/** Starts a new process with the saved data. */
	restart(parameters?: INodeParameters): void {
		// The node's state in the process is stored by this ID: the new process has none.
		this.id = `poll-${++workflows}`;
		this.republish(parameters);
	}

	/** Loads the workflow again in the same process with the saved data. */
	republish(parameters?: INodeParameters, credentialId?: string): void {
		this.workflow = undefined;
		this.context = undefined;
		if (parameters) this.node.parameters = parameters;
		if (credentialId) this.node.credentials = credentialWith(credentialId);
	}

	/** The current memory of the node, as JSON. */
	get memory(): string {
		return JSON.stringify(this.workflow?.staticData ?? {});
	}

	/** Saves it, as when the workflow is published or unpublished. */
	save(): void {
		if (!this.settings.durableCursors) this.stored = this.memory;
	}

	private createContext(
		workflow: Workflow,
		additionalData: IWorkflowExecuteAdditionalData,
		mode: WorkflowExecuteMode,
		copy: IDataObject | undefined,
	): PollContext {
		const { budgetMs } = this.settings;
		return new PollContext(
			workflow,
			this.node,
			additionalData,
			mode,
			'activate',
			(data, _, done) => {
				this.handOver(data, copy, done);
			},
			undefined,
			undefined,
			undefined,
			copy && (() => copy),
			...(budgetMs === undefined ? [] : [() => budgetMs]),
		);
	}

	private handOver(
		data: INodeExecutionData[][],
		copy: IDataObject | undefined,
		done: Parameters<Emit>[2],
	): void {
		const memory = copy && structuredClone(copy);
		this.storing()
			.then(async () => {
				if (memory) this.storeMemory(memory);
				else this.save();
				this.started.push(...data.flat().map(({ json }) => json));
				done?.resolve(await this.ending());
			})
			.catch((error: unknown) => done?.reject(error instanceof Error ? error : new Error()));
	}

	private storedMemory(): IDataObject {
		const all = JSON.parse(this.stored) as Record<string, IDataObject | undefined>;
		return all[`node:${NODE}`] ?? {};
	}

	private storeMemory(memory: IDataObject): void {
		this.stored = JSON.stringify({ [`node:${NODE}`]: memory });
	}

	private async load(): Promise<Workflow> {
		return new Workflow({
			id: this.id,
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes: nodeTypes(await loadPackage(), {}),
			staticData: JSON.parse(this.stored) as IDataObject,
			settings: { timezone: 'UTC' },
		});
	}
}
