import type { Simulator } from '../../simulator/simulator.mts';
import { credentialFor } from '../engine/againstSimulator.mts';
import type { NodeResult, NodeRun } from '../engine/engine.mts';
import { expectError } from '../engine/operation.mts';

/** What the user reads on a status. */
interface Failure {
	status: number;
	/** What the API says. */
	says: string;
	/** After "Could not …: ". */
	reads: string;
	/** A part of what the user is told to do. */
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
		remedy: 'If this keeps happening, contact Plugsurfing support.',
	},
];

/** Tests what the user reads on each error status; `own` are those that mean something particular here, `howToCheck` is for what must not be sent twice. */
export function failsReadably(
	simulator: () => Simulator,
	activity: string,
	run: (changes?: Partial<NodeRun>) => Promise<NodeResult>,
	own: Failure[] = [],
	howToCheck?: string,
): void {
	/** What a message starts with when the request may have had an effect. */
	const lost =
		howToCheck === undefined
			? `Could not ${activity}: `
			: `The request to ${activity} may have taken effect. ${howToCheck} Reason: `;

	const statuses = new Set(own.map(({ status }) => status));
	const common = [INVALID, DENIED].filter(({ status }) => !statuses.has(status));

	test('a wrong API key is a readable failure', async () => {
		const credential = credentialFor(simulator(), { apiKey: 'nobody-knows-me' });
		const result = await run({ credential });
		expectError(
			result,
			`Could not ${activity}: Plugsurfing did not accept the API key (401): Unauthorized`,
		);
		expect(result.error?.description).toContain('Check the API Key in the credential');
		expect(simulator().requests).toHaveLength(1);
	});

	test.each([...common, ...own, ...ALWAYS])(
		'status $status is a readable failure',
		async ({ status, says, reads, remedy, requests = 1 }) => {
			simulator().faults.add({ kind: 'status', status, body: { message: says } });
			// A key of its own: after a 429 nothing more is sent with this one in the same minute.
			const credential = credentialFor(simulator(), { apiKey: `to ${activity}: ${status}` });
			const result = await run({ credential });
			expectError(result, `${status >= 500 ? lost : `Could not ${activity}: `}${reads}`);
			expect(result.error).toMatchObject({ httpCode: String(status) });
			expect(result.error?.description).toContain(remedy);
			expect(simulator().requests).toHaveLength(requests);
		},
	);

	test('an HTML page with status 200 is a readable failure', async () => {
		simulator().faults.add({ kind: 'html' });
		const result = await run();
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain(`${lost}the response is an HTML page instead of `);
	});
}
