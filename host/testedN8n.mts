import { N8nSession, type Login } from './n8nSession.mts';

/** The tests' login in n8n. */
export const login: Login = { email: 'tester@example.com', password: 'Plugsurfing-1' };

/** Returns environment variables that tell the test processes which n8n to use. */
export function environmentFor(session: N8nSession): NodeJS.ProcessEnv {
	return { TESTED_N8N_URL: session.url, TESTED_N8N_COOKIE: session.cookie };
}

/** Returns the session that host/testRun.mts has opened. */
export function testedSession(): N8nSession {
	return new N8nSession(fromRunner('TESTED_N8N_URL'), fromRunner('TESTED_N8N_COOKIE'));
}

/** Returns an environment variable set by the process that started the tests. */
export function fromRunner(name: string): string {
	const value = process.env[name];
	if (!value)
		throw new Error('Start these tests with npm run test:e2e, test:editor or test:queue.');
	return value;
}
