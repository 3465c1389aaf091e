import fastify, { type FastifyInstance } from 'fastify';
import { arrayAt, at, objectAt, type JsonObject } from './shape.mts';

/** A step of the model: a tool call or a text. */
export type Step = { tool: string; args: JsonObject } | { says: string };

/** A request to the model from an agent. */
export interface Question {
	/** Descriptions of the tools. */
	tools: JsonObject[];
	/** The conversation so far. */
	messages: JsonObject[];
}

/** A scripted language model with OpenAI's API, which n8n's chat model uses. */
export class ScriptedModel {
	readonly questions: Question[] = [];
	baseUrl = '';
	private readonly steps: Step[] = [];

	private constructor(
		private readonly server: FastifyInstance,
		private readonly decide?: (messages: readonly JsonObject[]) => Step,
	) {}

	/** @param decide returns the next step of a conversation; by default the steps of `follow` */
	static async start(decide?: (messages: readonly JsonObject[]) => Step): Promise<ScriptedModel> {
		const server = fastify();
		const model = new ScriptedModel(server, decide);
		server.post('/v1/chat/completions', ({ body }) => model.answer(objectAt(body)));
		model.baseUrl = `${await server.listen({ host: '127.0.0.1', port: 0 })}/v1`;
		return model;
	}

	/** Sets the steps for the next requests. */
	follow(...steps: Step[]): void {
		this.steps.push(...steps);
	}

	/** The last tool response that the model received. */
	get lastToolAnswer(): unknown {
		const last = this.questions.at(-1)?.messages.findLast(({ role }) => role === 'tool');
		return last?.['content'];
	}

	stop(): Promise<void> {
		return this.server.close();
	}

	private answer(body: JsonObject): JsonObject {
		const question = {
			tools: arrayAt(body, 'tools').map((tool) => objectAt(tool, 'function')),
			messages: arrayAt(body, 'messages').map((message) => objectAt(message)),
		};
		this.questions.push(question);
		const step = this.decide?.(question.messages) ??
			this.steps.shift() ?? { says: 'The script has ended.' };
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
