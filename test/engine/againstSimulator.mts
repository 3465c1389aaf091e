import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import {
	startSimulator,
	type Simulator,
	type SimulatorOptions,
} from '../../simulator/simulator.mts';

/** A credential for a simulator. */
export function credentialFor(
	simulator: Simulator,
	changes: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject {
	return {
		environment: 'custom',
		baseUrl: simulator.baseUrl,
		apiKey: simulator.apiKey,
		...changes,
	};
}

/** Runs a test with its own simulator. Fails if the simulator breaks its contract. */
export async function withSimulator<T>(
	options: Partial<SimulatorOptions>,
	test: (simulator: Simulator) => Promise<T>,
): Promise<T> {
	const simulator = await startSimulator(options);
	try {
		const result = await test(simulator);
		expect(simulator.contractBreaches).toEqual([]);
		return result;
	} finally {
		await simulator.close();
	}
}

/**
 * A simulator for all tests of a file or block, reset before each of them. Fails if it breaks its
 * contract.
 */
export function useSimulator(options: Partial<SimulatorOptions> = {}): () => Simulator {
	let simulator: Simulator;
	beforeAll(async () => (simulator = await startSimulator(options)));
	beforeEach(() => {
		simulator.reset();
	});
	afterEach(() => {
		expect(simulator.contractBreaches).toEqual([]);
	});
	afterAll(() => simulator.close());
	return () => simulator;
}
