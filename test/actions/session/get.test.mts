import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import { expectSentOnce, results, runOperation } from '../../engine/operation.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import { takesIds } from '../../support/identifiers.mts';
import { SESSION } from '../../support/pageExamples.mts';

const simulator = useSimulator({
	keys: 10,
	sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
});

function get(sessionId: string, run?: Partial<NodeRun>) {
	return runOperation(simulator(), 'session.get', { sessionId }, run);
}

describe('Get a session', () => {
	test("returns the page's example unchanged after one request", async () => {
		simulator().faults.add({ kind: 'withoutList', body: SESSION });
		const { outputs } = await get(SESSION.sessionId);
		expectSentOnce(simulator(), 'GET', '/emp/v1/sessions/Zw4z33VbNYC');
		expect(outputs).toEqual([[{ json: SESSION, pairedItem: { item: 0 } }]]);
	});

	test('returns charging and complete sessions', async () => {
		const charging = simulator().sessions.start('a', 'any');
		const complete = simulator().sessions.start('b', 'any');
		simulator().sessions.stop(complete);

		const result = await get('={{ $json.id }}', { items: [{ id: charging }, { id: complete }] });
		expect(results(result)).toEqual([
			simulator().sessions.get(charging),
			simulator().sessions.get(complete),
		]);
		expect(results(result)).toMatchObject([
			{ sessionStatus: 'STARTED', balanceStatus: 'PROCESSING' },
			{ sessionStatus: 'COMPLETE', balanceStatus: 'PAID', price: { currencyCode: 'EUR' } },
		]);
	});

	test('returns a session with an unknown status unchanged', async () => {
		const body = { ...SESSION, sessionStatus: 'ON_HOLIDAY', more: [1, null] };
		simulator().faults.add({ kind: 'withoutList', body });
		expect(results(await get(SESSION.sessionId))).toEqual([body]);
	});

	takesIds(
		'Session ID',
		simulator,
		(sessionId, value) => get(sessionId, { items: [{ value }] }),
		(id) => `/emp/v1/sessions/${id}`,
	);

	describe('failures', () => {
		failsReadably(simulator, 'get the session Zw4z33VbNYC', (run) => get(SESSION.sessionId, run), [
			{
				status: 404,
				says: 'User or session not found',
				reads: 'there is no such session (404): User or session not found',
				remedy: 'that Session > Start returned',
			},
		]);

		test.each([{}, { sessionId: 'x' }, null, []])(
			'rejects the response %j, which is not a session',
			async (body) => {
				simulator().faults.add({ kind: 'withoutList', body });
				const { status, error } = await get('x');
				expect(status).toBe('error');
				expect(error?.message).toMatch(
					/^Could not get the session x: .+ instead of a session \[item 0\]$/,
				);
			},
		);
	});
});
