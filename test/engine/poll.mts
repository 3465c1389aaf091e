import { PollContext } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeParameters,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { loadPackage, nodeTypes, PACKAGE, surroundings } from './engine.mts';

let workflows = 0;

/**
 * A published workflow that starts with the polling trigger, as n8n treats it: its static data lives
 * as long as the process, and is saved when the workflow is published and whenever a poll found
 * something (n8n's trigger-execution-context.factory).
 */
export class PollTrigger {
	/** The static data in the database, as JSON. */
	stored = '{}';
	private workflow: Workflow | undefined;
	private readonly id = `poll-${++workflows}`;
	private readonly node: INode;

	constructor(
		private readonly credential: ICredentialDataDecryptedObject,
		parameters: INodeParameters = {},
		private readonly budgetMs?: number,
	) {
		this.node = {
			id: 'trigger',
			name: 'Plugsurfing EMP Poll Trigger',
			type: `${PACKAGE}.plugsurfingEmpPollTrigger`,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { plugsurfingEmpApi: { id: '1', name: 'Test' } },
		};
	}

	/** Publishes the workflow, which polls at once. */
	async publish(): Promise<IDataObject[]> {
		const found = await this.poll();
		this.save();
		return found;
	}

	/** One poll: what it started the workflow with. Throws what it threw. */
	async poll(mode: WorkflowExecuteMode = 'trigger'): Promise<IDataObject[]> {
		const loader = await loadPackage();
		this.workflow ??= await this.load();
		const { workflow, node } = this;
		const { type } = loader.getNode('plugsurfingEmpPollTrigger');
		const budget = this.budgetMs;
		const context = new PollContext(
			workflow,
			node,
			surroundings(loader, this.credential),
			mode,
			'activate',
			undefined,
			undefined,
			undefined,
			undefined,
			undefined,
			...(budget === undefined ? [] : [() => budget]),
		);
		const result = await NodeHelpers.getVersionedNodeType(type).poll?.call(context);
		if (!result) return [];
		if (mode !== 'manual') this.save();
		return (result[0] ?? []).map(({ json }) => json);
	}

	/** The process ends and another one begins with what was saved. */
	restart(parameters?: INodeParameters): void {
		this.workflow = undefined;
		if (parameters) this.node.parameters = parameters;
	}

	/** What the node remembers at this moment, as JSON. */
	get memory(): string {
		return JSON.stringify(this.workflow?.staticData ?? {});
	}

	/** Saves it, as when the workflow is published or not any more. */
	save(): void {
		this.stored = this.memory;
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
