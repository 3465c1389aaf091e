import { N8nSession, type Login } from './n8nSession.mts';

/** Who the tests are in the n8n that is started for them. */
export const login: Login = { email: 'tester@example.com', password: 'Plugsurfing-1' };

/** Tells the tests' own processes which n8n was started for them. */
export function environmentFor(session: N8nSession): NodeJS.ProcessEnv {
	return { TESTED_N8N_URL: session.url, TESTED_N8N_COOKIE: session.cookie };
}

/** The session that host/testRun.mts has opened. */
export function testedSession(): N8nSession {
	return new N8nSession(fromRunner('TESTED_N8N_URL'), fromRunner('TESTED_N8N_COOKIE'));
}

/** What the process that started the tests has told them. */
export function fromRunner(name: string): string {
	const value = process.env[name];
	if (!value)
		throw new Error('Start these tests with npm run test:e2e, test:editor or test:queue.');
	return value;
}
