import type { Simulator } from '../../simulator/simulator.mts';
import { credentialFor } from '../engine/againstSimulator.mts';
import type { NodeResult, NodeRun } from '../engine/engine.mts';
import { expectError } from '../engine/operation.mts';

/** What the user reads after a status. */
interface Failure {
	status: number;
	/** What the API says. */
	says: string;
	/** After "Could not …: ". */
	reads: string;
	/** Part of what the user is told to do. */
	remedy: string;
	/** How many requests were sent; 1 if not given. */
	requests?: number;
}

const DENIED: Failure = {
	status: 403,
	says: 'Forbidden',
	reads: 'Plugsurfing denied access (403): Forbidden',
	remedy: 'The API key may lack the permission',
};

export const INVALID: Failure = {
	status: 400,
	says: 'Nonsense',
	reads: 'Plugsurfing rejected the request as invalid (400): Nonsense',
	remedy: 'Check the values of the fields',
};

/**
 * Tests what the user reads when the API rejects a request. `own` are the statuses with a special meaning here.
 * Tests of all requests are in test/faults/matrix and test/api/http.
 */
export function failsReadably(
	simulator: () => Simulator,
	activity: string,
	run: (changes?: Partial<NodeRun>) => Promise<NodeResult>,
	own: Failure[] = [],
): void {
	const statuses = new Set(own.map(({ status }) => status));
	const common = [INVALID, DENIED].filter(({ status }) => !statuses.has(status));

	test('a wrong API key is a readable failure', async () => {
		const credential = credentialFor(simulator(), { apiKey: 'unknown-key' });
		const result = await run({ credential });
		expectError(
			result,
			`Could not ${activity}: Plugsurfing did not accept the API key (401): Unauthorized`,
		);
		expect(result.error?.description).toContain('Check the API Key in the credential');
		expect(simulator().requests).toHaveLength(1);
	});

	test.each([...common, ...own])(
		'status $status is a readable failure',
		async ({ status, says, reads, remedy, requests = 1 }) => {
			simulator().faults.add({ kind: 'status', status, body: { message: says } });
			// Its own API key: the node remembers facts about an account.
			const credential = credentialFor(simulator(), { apiKey: `to ${activity}: ${status}` });
			const result = await run({ credential });
			expectError(result, `Could not ${activity}: ${reads}`);
			expect(result.error).toMatchObject({ httpCode: String(status) });
			expect(result.error?.description).toContain(remedy);
			expect(simulator().requests).toHaveLength(requests);
		},
	);
}
