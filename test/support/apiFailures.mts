import type { Simulator } from '../../simulator/simulator.mts';
import { credentialFor } from '../engine/againstSimulator.mts';
import type { NodeResult, NodeRun } from '../engine/engine.mts';
import { expectFailure } from '../engine/operation.mts';

/** What the user reads on a status. */
interface Failure {
	status: number;
	/** What the API says. */
	says: string;
	/** After "Could not …: ". */
	reads: string;
	/** A part of what the user is told to do. */
	remedy: string;
}

const DENIED: Failure = {
	status: 403,
	says: 'Forbidden',
	reads: 'Plugsurfing denied access (403): Forbidden',
	remedy: 'The API key may lack the permission',
};

const INVALID: Failure = {
	status: 400,
	says: 'Nonsense',
	reads: 'Plugsurfing found the request invalid (400): Nonsense',
	remedy: 'Check the values of the fields',
};

const ALWAYS: Failure[] = [
	{
		status: 429,
		says: 'Too Many Requests',
		reads: 'Plugsurfing received too many requests (429): Too Many Requests',
		remedy: '3,000 requests per minute',
	},
	{
		status: 500,
		says: 'Internal server error',
		reads: "Plugsurfing's server could not handle the request (500): Internal server error",
		remedy: 'Try again in a few minutes',
	},
];

/** Tests what the user reads on each error status; `own` are those that mean something particular here. */
export function failsReadably(
	simulator: () => Simulator,
	activity: string,
	run: (changes?: Partial<NodeRun>) => Promise<NodeResult>,
	own: Failure[] = [],
): void {
	const statuses = new Set(own.map(({ status }) => status));
	const common = [INVALID, DENIED].filter(({ status }) => !statuses.has(status));

	test('a wrong API key is a readable failure', async () => {
		const credential = credentialFor(simulator(), { apiKey: 'nobody-knows-me' });
		const result = await run({ credential });
		expectFailure(
			result,
			`Could not ${activity}: Plugsurfing did not accept the API key (401): Unauthorized`,
		);
		expect(result.error?.description).toContain('Check the API Key in the credential');
		expect(simulator().requests).toHaveLength(1);
	});

	test.each([...common, ...own, ...ALWAYS])(
		'status $status is a readable failure',
		async ({ status, says, reads, remedy }) => {
			simulator().faults.add({ kind: 'status', status, body: { message: says } });
			// A key of its own: after a 429 nothing more is sent with this one in the same minute.
			const credential = credentialFor(simulator(), { apiKey: `to ${activity}: ${status}` });
			const result = await run({ credential });
			expectFailure(result, `Could not ${activity}: ${reads}`);
			expect(result.error).toMatchObject({ httpCode: String(status) });
			expect(result.error?.description).toContain(remedy);
			expect(simulator().requests).toHaveLength(1);
		},
	);

	test('an HTML page with status 200 is a readable failure', async () => {
		simulator().faults.add({ kind: 'html' });
		const result = await run();
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain(
			`Could not ${activity}: the answer is an HTML page instead of `,
		);
	});
}
