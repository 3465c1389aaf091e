import fastify, { type FastifyInstance } from 'fastify';
import { arrayAt, at, objectAt, type JsonObject } from '../../host/shape.mts';
import type { Workflow } from '../../host/workflowFile.mts';
import { n8n } from './account.mts';
import { withParameters } from './parameters.mts';

/** What the model does at a step: calls a tool, or says something. */
export type Step = { tool: string; args: JsonObject } | { says: string };

/** A question to the model, as an agent sends it. */
export interface Question {
	/** What the model is told about its tools. */
	tools: JsonObject[];
	/** The conversation so far. */
	messages: JsonObject[];
}

/**
 * A language model that follows a script instead of thinking, behind OpenAI's interface, which n8n's chat model takes.
 */
export class ScriptedModel {
	readonly questions: Question[] = [];
	baseUrl = '';
	private readonly steps: Step[] = [];

	private constructor(private readonly server: FastifyInstance) {}

	static async start(): Promise<ScriptedModel> {
		const server = fastify();
		const model = new ScriptedModel(server);
		server.post('/v1/chat/completions', ({ body }) => model.answer(objectAt(body)));
		model.baseUrl = `${await server.listen({ host: '127.0.0.1', port: 0 })}/v1`;
		return model;
	}

	/** The workflow whose node "Chat model" asks this one. */
	async behind(workflow: Workflow): Promise<Workflow> {
		const openAiApi = await n8n.createCredential({
			name: 'Scripted model',
			type: 'openAiApi',
			data: { apiKey: 'none', url: this.baseUrl, header: false },
		});
		const nodes = workflow.nodes.map((node) =>
			node['name'] === 'Chat model' ? { ...node, credentials: { openAiApi } } : node,
		);
		return withParameters({ ...workflow, nodes }, 'Chat model', { responsesApiEnabled: false });
	}

	/** What it does at the next questions, one after the other. */
	follow(...steps: Step[]): void {
		this.steps.push(...steps);
	}

	/** What a tool answered last, as the model got to know it. */
	get lastToolAnswer(): unknown {
		const last = this.questions.at(-1)?.messages.findLast(({ role }) => role === 'tool');
		return last?.['content'];
	}

	stop(): Promise<void> {
		return this.server.close();
	}

	private answer(body: JsonObject): JsonObject {
		this.questions.push({
			tools: arrayAt(body, 'tools').map((tool) => objectAt(tool, 'function')),
			messages: arrayAt(body, 'messages').map((message) => objectAt(message)),
		});
		const step = this.steps.shift() ?? { says: 'My script is at its end.' };
		const number = this.questions.length;
		const message =
			'says' in step
				? { role: 'assistant', content: step.says }
				: {
						role: 'assistant',
						content: null,
						tool_calls: [
							{
								id: `call_${number}`,
								type: 'function',
								function: { name: step.tool, arguments: JSON.stringify(step.args) },
							},
						],
					};
		return {
			id: `answer-${number}`,
			object: 'chat.completion',
			created: 0,
			model: at(body, 'model'),
			choices: [{ index: 0, message, finish_reason: 'says' in step ? 'stop' : 'tool_calls' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	}
}
