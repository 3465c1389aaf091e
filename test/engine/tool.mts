import { ExecuteContext } from 'n8n-core';
import {
	createRunExecutionData,
	deepCopy,
	NodeConnectionTypes,
	NodeHelpers,
	type IDataObject,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';

import type { Simulator } from '../../simulator/simulator.mts';
import { credentialFor } from './againstSimulator.mts';
import { bareWorkflow, emp } from './bareWorkflow.mts';
import { loadPackage, PACKAGE } from './engine.mts';

/** The parts of LangChain's StructuredTool, which n8n makes of the node, that tests use. */
export interface Tool {
	name: string;
	description: string;
	invoke(args: IDataObject): Promise<string>;
}

const TOOL_TYPE = `${PACKAGE}.plugsurfingEmpTool`;
const AGENT_TYPE = 'test.agent';

const agentType: INodeType = {
	description: {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Agent' },
		inputs: ['main', { type: NodeConnectionTypes.AiTool }],
		outputs: ['main'],
		properties: [],
	},
};

/** The node as changed by `convertNodeToAiTool` of n8n's server. */
async function toolType(): Promise<INodeType> {
	const type = NodeHelpers.getVersionedNodeType(
		(await loadPackage()).getNode('plugsurfingEmp').type,
	);
	return Object.assign(Object.create(Object.getPrototypeOf(type) as object) as INodeType, type, {
		description: {
			...deepCopy(type.description),
			name: 'plugsurfingEmpTool',
			inputs: [],
			outputs: [NodeConnectionTypes.AiTool],
		},
	});
}

/** The tool that an agent gets from an operation of the node with these parameters. */
export async function toolOf(
	simulator: Simulator,
	name: string,
	parameters: INodeParameters,
): Promise<Tool> {
	const [resource = '', operation = ''] = name.split('.');
	const agent = emp({ id: 'agent', name: 'Agent', type: AGENT_TYPE });
	const tool = emp({ type: TOOL_TYPE, parameters: { resource, operation, ...parameters } });
	const { workflow, additionalData } = await bareWorkflow(
		[agent, tool],
		credentialFor(simulator),
		{ [tool.name]: { ai_tool: [[{ node: agent.name, type: 'ai_tool', index: 0 }]] } },
		{ [AGENT_TYPE]: agentType, [TOOL_TYPE]: await toolType() },
	);
	const items = [{ json: {} }];
	const data = { main: [items] };
	const context = new ExecuteContext(
		workflow,
		agent,
		additionalData,
		'manual',
		createRunExecutionData({}),
		0,
		items,
		data,
		{ node: agent, data, source: null },
		[],
	);
	const [connected] = (await context.getInputConnectionData('ai_tool', 0)) as Tool[];
	if (!connected) throw new Error('The agent got no tool');
	return connected;
}

export type Type = 'string' | 'number' | 'boolean';

/** A field that the model fills in, as the editor's "Let the model define this parameter" writes it. */
export function fromAI(name: string, type: Type = 'string'): string {
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`\`, '${type}') }}`;
}
