import type { AxiosResponse } from 'axios';
import { textAt } from '../../host/shape.mts';
import type { Account } from './account.mts';

export interface SessionStart {
	connectorId: string;
	keyIdentifier: string;
}

export function enabledKeys(account: Account): string[] {
	return [...account.simulator.chargingKeys]
		.filter((key) => key.enabled)
		.map((key) => key.keyIdentifier);
}

/** `count` calls, each with its own connector and key. */
export function sessionStarts(account: Account, count: number): SessionStart[] {
	const keys = enabledKeys(account);
	if (keys.length < count) throw new Error(`Only ${keys.length} keys are enabled`);
	return keys.slice(0, count).map((keyIdentifier, index) => ({
		connectorId: `connector-${index}`,
		keyIdentifier,
	}));
}

/** How many starts were requested. */
export function startRequests(account: Account): number {
	return account.simulator.requests.filter(({ path }) => path.endsWith('/sessions/start')).length;
}

/** The session that each response names, as the API has it. */
export function namedSessions(account: Account, answers: AxiosResponse<unknown>[]) {
	const sessions = [...account.simulator.sessions];
	const byId = new Map(sessions.map((session) => [session.sessionId, session]));
	return answers.map(({ data }) => {
		const { connectorId, keyIdentifier, sessionStatus } = byId.get(textAt(data, 'sessionId')) ?? {};
		return { connectorId, keyIdentifier, sessionStatus };
	});
}
