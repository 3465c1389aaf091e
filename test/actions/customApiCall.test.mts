import { useSimulator } from '../engine/againstSimulator.mts';
import { runOperation } from '../engine/operation.mts';

const simulator = useSimulator();

test.each(['chargingKey.__CUSTOM_API_CALL__', '__CUSTOM_API_CALL__'])(
	'%s, which n8n adds to the operations, points to HTTP Request and sends nothing',
	async (choice) => {
		const { status, outputs, error } = await runOperation(simulator(), choice, {});
		expect({ status, outputs }).toEqual({ status: 'error', outputs: [] });
		expect(error?.message).toBe('This node does not send Custom API Calls');
		expect(error?.description).toBe('Use the HTTP Request node with this credential instead.');
		expect(simulator().requests).toEqual([]);
	},
);
