import { useSimulator } from '../engine/againstSimulator.mts';
import { byId, results, runOperation } from '../engine/operation.mts';

const simulator = useSimulator({ keys: 1200 });

test('reads the credential once per run, regardless of the number of requests', async () => {
	const list = await runOperation(simulator(), 'chargingKey.getAll', { returnAll: true });
	expect(results(list)).toHaveLength(1200);
	expect(simulator().requests).toHaveLength(3);
	expect(list.credentialReads).toBe(1);

	const items = [...simulator().chargingKeys]
		.slice(0, 25)
		.map(({ keyIdentifier }) => ({ keyIdentifier }));
	const disabled = await runOperation(
		simulator(),
		'chargingKey.disable',
		{ chargingKeyId: byId('={{ $json.keyIdentifier }}') },
		{ items },
	);
	expect(results(disabled)).toHaveLength(25);
	expect(disabled.credentialReads).toBe(1);
});
