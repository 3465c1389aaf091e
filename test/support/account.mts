import { DataTables } from '../../host/dataTables.mts';
import { N8nApi, type NewCredential, type SavedWorkflow } from '../../host/n8nApi.mts';
import type { Execution } from '../../host/execution.mts';
import type { JsonObject } from '../../host/shape.mts';
import { testedSession } from '../../host/testedN8n.mts';
import {
	readWorkflow,
	withCredential,
	type CredentialReference,
	type Workflow,
} from '../../host/workflowFile.mts';
import { startSimulator, type ChargingKey } from '../../simulator/simulator.mts';

type Simulator = Awaited<ReturnType<typeof startSimulator>>;
type SimulatorOptions = Parameters<typeof startSimulator>[0];

export const session = testedSession();
export const n8n = new N8nApi(session);
export const tables = new DataTables(session);

const open: Simulator[] = [];

afterEach(async () => {
	for (const simulator of open.splice(0)) {
		await simulator.close();
		// Our requests and the simulator's responses both match the contract.
		expect(simulator.contractBreaches).toEqual([]);
	}
});

/** A test's own Plugsurfing account, and a credential for it in n8n. Closed after the test. */
export class Account {
	private constructor(
		readonly simulator: Simulator,
		readonly credential: NewCredential,
		readonly reference: CredentialReference,
	) {}

	/**
	 * @param fields of the credential that replace the right values
	 * @param name of the credential, for tests that look for it
	 */
	static async open(
		options: SimulatorOptions = {},
		fields: JsonObject = {},
		name = 'Plugsurfing EMP account',
	): Promise<Account> {
		const simulator = await startSimulator(options);
		open.push(simulator);
		const credential = {
			name,
			type: 'plugsurfingEmpApi',
			data: {
				environment: 'custom',
				baseUrl: simulator.baseUrl,
				apiKey: simulator.apiKey,
				...fields,
			},
		};
		return new Account(simulator, credential, await n8n.createCredential(credential));
	}

	/** Adds an enabled charging key. */
	addKey(keyIdentifier: string, fields: Partial<ChargingKey> = {}): void {
		this.simulator.chargingKeys.add({
			keyIdentifier,
			visualNumber: keyIdentifier,
			contractId: 'DE-8PS-C1',
			validTo: '2030-01-01T00:00:00.000Z',
			enabled: true,
			...fields,
		});
	}

	/** The button "Test" of the credential. */
	testCredential(): Promise<{ status: string; message: string }> {
		return n8n.testCredential(this.reference, this.credential);
	}

	/** Imports a ready-made workflow, or one made in the test. */
	import(workflow: string | Workflow): Promise<SavedWorkflow> {
		const content = typeof workflow === 'string' ? readWorkflow(workflow) : workflow;
		return n8n.createWorkflow(withCredential(content, this.reference));
	}

	/** Imports a workflow and runs it from one of its triggers. */
	async run(workflow: string | Workflow, trigger: string): Promise<Execution> {
		return await n8n.run(await this.import(workflow), trigger, 100);
	}
}
