import type { SavedWorkflow } from '../../host/n8nApi.mts';
import type { JsonObject } from '../../host/shape.mts';
import type { CredentialReference } from '../../host/workflowFile.mts';
import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { WebhookSender } from '../../simulator/webhookSender.mts';
import { OwnN8n } from './ownN8n.mts';
import { trigger, triggerWorkflow } from './triggerWorkflow.mts';
import { until } from './until.mts';

export const patienceMs = 120_000;
const SECRET = 'current-secret';

/** A test's own n8n with a Plugsurfing account that sends it events. */
export class TriggeredN8n {
	private workflows = 0;

	private constructor(
		readonly n8n: OwnN8n,
		readonly simulator: Simulator,
		readonly sender: WebhookSender,
		private readonly credential: CredentialReference,
	) {}

	/** @param settings of n8n */
	static async start(name: string, settings?: Record<string, string>): Promise<TriggeredN8n> {
		const simulator = await startSimulator({
			keys: 10,
			sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
		});
		const n8n = await OwnN8n.start(name, settings);
		const credential = await n8n.api.createCredential({
			name: 'Plugsurfing EMP account',
			type: 'plugsurfingEmpApi',
			data: {
				environment: 'custom',
				baseUrl: simulator.baseUrl,
				apiKey: simulator.apiKey,
				webhookSecret: SECRET,
				webhookSecretNext: 'next-secret',
			},
		});
		const sender = new WebhookSender(SECRET, patienceMs);
		return new TriggeredN8n(n8n, simulator, sender, credential);
	}

	async stop(): Promise<void> {
		this.sender.close();
		await this.n8n.stop();
		await this.simulator.close();
		expect(this.simulator.contractBreaches).toEqual([]);
	}

	/** A sender that signs like `sender`, with at most `connections` concurrent calls. */
	senderWith(connections: number): WebhookSender {
		return new WebhookSender(SECRET, patienceMs, connections);
	}

	/** A workflow of the trigger and a node after it. */
	async save(parameters: JsonObject): Promise<SavedWorkflow> {
		return await this.n8n.api.createWorkflow(
			triggerWorkflow(++this.workflows, parameters, this.credential),
		);
	}

	/** Publishes it, and returns its production URL once that responds. */
	async publish(workflow: SavedWorkflow): Promise<string> {
		await this.n8n.api.publish(workflow);
		const url = await this.n8n.webhookUrl(workflow, 'webhook');
		await until(async () => (await this.sender.post(url, '')).status === 401);
		return url;
	}

	/** The inputs of the workflow, once it has started `count` times. */
	async started(workflow: SavedWorkflow, count: number): Promise<unknown[]> {
		await until(async () => (await this.n8n.executionIds(workflow)).length >= count);
		return (await this.n8n.started(workflow, trigger)).flat();
	}
}
