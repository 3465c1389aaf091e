import { setTimeout as pause } from 'node:timers/promises';
import { Execution } from './execution.mts';
import { Failure } from './failure.mjs';
import type { N8nSession } from './n8nSession.mts';
import { arrayAt, at, objectAt, textAt, type JsonObject } from './shape.mts';
import type { CredentialReference, Workflow } from './workflowFile.mts';

const unfinished = ['new', 'running', 'waiting', 'unknown'];
const failed = ['error', 'crashed', 'canceled'];

export interface NewCredential {
	name: string;
	type: string;
	data: JsonObject;
}

export interface SavedWorkflow {
	id: string;
	versionId: string;
}

/** Actions in n8n for the demo and the tests, named as in the editor. */
export class N8nApi {
	constructor(private readonly session: N8nSession) {}

	async createCredential(credential: NewCredential): Promise<CredentialReference> {
		const saved = await this.session.post('/rest/credentials', credential);
		return { id: textAt(saved, 'id'), name: credential.name };
	}

	/** Tests a saved credential, like the editor's Test button. */
	async testCredential(
		{ id }: CredentialReference,
		credential: NewCredential,
	): Promise<{ status: string; message: string }> {
		const result = await this.session.post('/rest/credentials/test', {
			credentials: { ...credential, id },
		});
		return { status: textAt(result, 'status'), message: textAt(result, 'message') };
	}

	/** Returns the fields of a saved credential as the editor receives them. */
	async credentialData({ id }: CredentialReference): Promise<JsonObject> {
		const credential = await this.session.get(`/rest/credentials/${id}?includeData=true`);
		return objectAt(credential, 'data');
	}

	async createWorkflow(workflow: Workflow): Promise<SavedWorkflow> {
		const saved = await this.session.post('/rest/workflows', { ...workflow, active: false });
		return { id: textAt(saved, 'id'), versionId: textAt(saved, 'versionId') };
	}

	/** Publishes the workflow, so that its triggers and webhooks are live. */
	async publish(workflow: SavedWorkflow): Promise<void> {
		await this.session.post(`/rest/workflows/${workflow.id}/activate`, {
			versionId: workflow.versionId,
		});
	}

	async unpublish(workflow: SavedWorkflow): Promise<void> {
		await this.session.post(`/rest/workflows/${workflow.id}/deactivate`, {});
	}

	/** Runs a workflow from one of its triggers, like the editor's button, and waits until it ends. */
	async run(workflow: SavedWorkflow, trigger: string, seconds = 60): Promise<Execution> {
		const started = await this.session.post(`/rest/workflows/${workflow.id}/run`, {
			triggerToStartFrom: { name: trigger },
		});
		return await this.finished(textAt(started, 'executionId'), seconds);
	}

	async finished(executionId: string, seconds = 60): Promise<Execution> {
		const deadline = Date.now() + seconds * 1000;
		for (;;) {
			const execution = await this.session.get(`/rest/executions/${executionId}`);
			const status = textAt(execution, 'status');
			if (!unfinished.includes(status)) return Execution.parse(status, textAt(execution, 'data'));
			if (Date.now() > deadline) {
				await this.session.post(`/rest/executions/${executionId}/stop`, {});
				throw new Failure(`The workflow was still "${status}" after ${seconds} s.`);
			}
			await pause(200);
		}
	}

	/** Returns the executions of a published workflow, newest first. */
	async executionIds(workflow: SavedWorkflow): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id }));
		const list = await this.session.get(`/rest/executions?limit=100&filter=${filter}`);
		return arrayAt(list, 'results').map((execution) => textAt(execution, 'id'));
	}

	/**
	 * Returns the number of executions of a published workflow by status. n8n counts them, because its paged list
	 * can skip executions that did not start in order of creation.
	 */
	async standing(
		workflow: SavedWorkflow,
	): Promise<{ succeeded: number; failed: number; unfinished: number }> {
		// Count running executions first: an execution that ends in between would otherwise be missed.
		const still = await this.count(workflow, unfinished);
		return {
			succeeded: await this.count(workflow, ['success']),
			failed: await this.count(workflow, failed),
			unfinished: still,
		};
	}

	private async count(workflow: SavedWorkflow, status: readonly string[]): Promise<number> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id, status }));
		return Number(at(await this.session.get(`/rest/executions?limit=1&filter=${filter}`), 'count'));
	}

	async file(binaryId: string): Promise<Buffer> {
		const path = `/rest/binary-data?id=${encodeURIComponent(binaryId)}&action=download`;
		return (await this.session.download(path)).content;
	}

	async nodeTypes(): Promise<JsonObject[]> {
		const types = await this.session.get('/types/nodes.json');
		return arrayAt({ types }, 'types').map((type) => objectAt(type));
	}
}
