import { hints } from '../../nodes/PlugsurfingEmp/execution/hints.ts';
import { RequestStats } from '../../nodes/PlugsurfingEmp/api/http/requestStats.ts';
import { credentialFor, withSimulator } from '../engine/againstSimulator.mts';
import { runNode } from '../engine/engine.mts';

describe('hints', () => {
	test('are empty if nothing happened', () => {
		expect(hints(new RequestStats(), 0)).toEqual([]);
	});

	test('report waiting, counting concurrent waits once', () => {
		const tally = new RequestStats();
		tally.waitedForRateLimit(1000, 31_000);
		tally.waitedForRateLimit(2000, 41_000);
		tally.waitedForRateLimit(5000, 20_000);
		tally.waitedForRateLimit(100_000, 101_000);
		expect(hints(tally, 0)).toEqual([
			{
				message:
					'Waited 41 seconds for the next minute: Plugsurfing allows 3,000 requests per minute for one API key.',
				location: 'outputPane',
			},
		]);
	});

	test('do not say that nothing was lost if an item failed', () =>
		withSimulator({ keys: 5 }, async (simulator) => {
			simulator.faults.add({ kind: 'status', status: 502 });
			const [key] = [...simulator.chargingKeys];
			const { outputs, hints: shown } = await runNode({
				credential: credentialFor(simulator),
				parameters: {
					resource: 'chargingKey',
					operation: 'disable',
					chargingKeyId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
					options: { maxRetries: 1 },
				},
				items: [{ id: key?.keyIdentifier ?? '' }, { id: 'unknown' }],
				onError: 'continueErrorOutput',
			});

			expect(outputs.map(({ length }) => length)).toEqual([1, 1]);
			expect(shown.map(({ message }) => message)).toEqual([
				'1 request was sent again because Plugsurfing was busy or unreachable.',
			]);
		}));
});
