import fastify, { type FastifyInstance } from 'fastify';
import { arrayAt, at, objectAt, type JsonObject } from './shape.mts';

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

	private constructor(
		private readonly server: FastifyInstance,
		private readonly decide?: (messages: readonly JsonObject[]) => Step,
	) {}

	/** @param decide says what follows from a conversation; without it, the steps are those of `follow` */
	static async start(decide?: (messages: readonly JsonObject[]) => Step): Promise<ScriptedModel> {
		const server = fastify();
		const model = new ScriptedModel(server, decide);
		server.post('/v1/chat/completions', ({ body }) => model.answer(objectAt(body)));
		model.baseUrl = `${await server.listen({ host: '127.0.0.1', port: 0 })}/v1`;
		return model;
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
		const question = {
			tools: arrayAt(body, 'tools').map((tool) => objectAt(tool, 'function')),
			messages: arrayAt(body, 'messages').map((message) => objectAt(message)),
		};
		this.questions.push(question);
		const step = this.decide?.(question.messages) ??
			this.steps.shift() ?? { says: 'My script is at its end.' };
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
