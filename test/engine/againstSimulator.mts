import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import {
	startSimulator,
	type Simulator,
	type SimulatorOptions,
} from '../../simulator/simulator.mts';

/** The credential that leads to a simulator. */
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

/** Starts a simulator for one test, which may not break its own contract, and stops it afterwards. */
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
 * A simulator for all tests of a file or block, as it was at the start before each of them. It may
 * not break its own contract.
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
