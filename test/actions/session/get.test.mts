import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import { results, runOperation } from '../../engine/operation.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import { ODD_IDS, rejectsInvalidIds } from '../../support/identifiers.mts';
import { SESSION } from '../../support/pageExamples.mts';

const simulator = useSimulator({
	keys: 10,
	sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
});

function get(sessionId: string, run?: Partial<NodeRun>) {
	return runOperation(simulator(), 'session.get', { sessionId }, run);
}

describe('Get a session', () => {
	test("returns the page's example, whole", async () => {
		simulator().faults.add({ kind: 'withoutList', body: SESSION });
		const { outputs } = await get(SESSION.sessionId);
		expect(outputs).toEqual([[{ json: SESSION, pairedItem: { item: 0 } }]]);
	});

	test('sends the method, path and header of the page, no body, once', async () => {
		await get(SESSION.sessionId);

		expect(simulator().requests).toHaveLength(1);
		expect(simulator().requests[0]).toMatchObject({
			method: 'GET',
			path: '/drive/emp/v1/sessions/Zw4z33VbNYC',
			bodyText: '',
		});
		expect(simulator().requests[0]?.headers['x-api-key']).toBe(simulator().apiKey);
	});

	test('returns a session that charges, and one that is complete', async () => {
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

	test('returns a session whose status nobody knows as it came', async () => {
		const body = { ...SESSION, sessionStatus: 'ON_HOLIDAY', more: [1, null] };
		simulator().faults.add({ kind: 'withoutList', body });
		expect(results(await get(SESSION.sessionId))).toEqual([body]);
	});

	test.each(ODD_IDS)('the id %j arrives intact', async (id) => {
		await get(id);
		expect(simulator().requests[0]).toMatchObject({
			params: { sessionId: id },
			path: `/drive/emp/v1/sessions/${encodeURIComponent(id)}`,
		});
	});

	test('a number is taken for its digits', async () => {
		await get('={{ $json.id }}', { items: [{ id: 4711 }] });
		expect(simulator().requests[0]?.params).toEqual({ sessionId: '4711' });
	});

	describe('bad input', () => {
		rejectsInvalidIds('Session ID', simulator, (sessionId, value) =>
			get(sessionId, { items: [{ value }] }),
		);
	});

	describe('failures', () => {
		failsReadably(simulator, 'get the session Zw4z33VbNYC', (run) => get(SESSION.sessionId, run), [
			{
				status: 404,
				says: 'User or session not found',
				reads: 'there is no such session (404): User or session not found',
				remedy: 'returned by Session > Start',
			},
		]);

		test.each([{}, { sessionId: 'x' }, null, []])('the answer %j is no session', async (body) => {
			simulator().faults.add({ kind: 'withoutList', body });
			const { status, error } = await get('x');
			expect(status).toBe('error');
			expect(error?.message).toMatch(
				/^Could not get the session x: .+ instead of a session \[item 0\]$/,
			);
		});
	});
});
