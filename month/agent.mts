import { at, textAt, type JsonObject } from '../host/shape.mts';
import type { Step } from '../host/scriptedModel.mts';

const ORDER = 'Start charging at ';

/** What a driver writes in the chat. */
export function startMessage(keyIdentifier: string, connectorId: string): JsonObject {
	return {
		action: 'sendMessage',
		sessionId: keyIdentifier,
		chatInput: `${ORDER}${connectorId}`,
	};
}

/** What the agent's model does: it calls the tool once, and repeats what the tool returned. */
export function modelStep(messages: readonly JsonObject[]): Step {
	const last = messages.at(-1);
	const content = textAt(last, 'content');
	if (at(last, 'role') === 'tool') return { says: content };
	return { tool: 'Start_charging', args: { connectorId: content.replace(ORDER, '') } };
}

/** The session that the agent says it has started. */
export function sessionToldBy(output: string): string | undefined {
	return /"sessionId":\s*"([^"]+)"/.exec(output)?.[1];
}
