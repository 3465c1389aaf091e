import { Agent } from 'node:http';
import axios, { type AxiosResponse } from 'axios';
import type { Execution } from '../../host/execution.mts';
import type { SavedWorkflow } from '../../host/n8nApi.mts';
import { textAt } from '../../host/shape.mts';
import { withCredential, type Workflow } from '../../host/workflowFile.mts';
import { n8n, session, type Account } from './account.mts';
import { until } from './until.mts';

const patienceMs = 30_000;
/** A new connection for each call: n8n may be closing an idle one. */
const fresh = new Agent({ keepAlive: false });
const live: PublishedWorkflow[] = [];

afterEach(async () => {
	for (const workflow of [...live]) await workflow.unpublish();
});

/** A published workflow with a webhook or a form. Unpublished after the test. */
export class PublishedWorkflow {
	private constructor(
		private readonly workflow: SavedWorkflow,
		private readonly address: string,
	) {}

	/** @param address the path of its webhook or form, such as `/webhook/start-session` */
	static async of(
		account: Account,
		workflow: Workflow,
		address: string,
	): Promise<PublishedWorkflow> {
		const saved = await n8n.createWorkflow(withCredential(workflow, account.reference));
		await n8n.publish(saved);
		const published = new PublishedWorkflow(saved, address);
		live.push(published);
		await published.until(() => published.isLive());
		return published;
	}

	/** A workflow that starts with the webhook trigger. */
	static ofTrigger(account: Account, workflow: Workflow): Promise<PublishedWorkflow> {
		const node = workflow.nodes.find(({ type }) => String(type).endsWith('plugsurfingEmpTrigger'));
		return PublishedWorkflow.of(account, workflow, `/webhook/${textAt(node, 'webhookId')}/webhook`);
	}

	async unpublish(): Promise<void> {
		live.splice(live.indexOf(this), 1);
		await n8n.unpublish(this.workflow);
		await this.until(async () => !(await this.isLive()));
	}

	/** Calls its URL; a FormData is sent as a browser sends a form. */
	post(
		body: unknown,
		headers: Record<string, string> = {},
		timeout = patienceMs,
	): Promise<AxiosResponse<unknown>> {
		return axios.post<unknown>(this.url, body, {
			headers,
			httpAgent: fresh,
			proxy: false,
			timeout,
			validateStatus: () => true,
		});
	}

	/** Its executions, oldest first, once there are `count` and all of them have ended. */
	async executions(count: number): Promise<Execution[]> {
		await this.until(async () => (await n8n.executionIds(this.workflow)).length >= count);
		const ids = await n8n.executionIds(this.workflow);
		expect(ids).toHaveLength(count);
		const executions: Execution[] = [];
		for (const id of ids.reverse()) executions.push(await n8n.finished(id));
		return executions;
	}

	/** Waits for `count` executions, and fails unless all of them succeeded. */
	async succeeded(count: number, timeout = patienceMs): Promise<void> {
		await this.until(async () => {
			const { succeeded, failed, unfinished } = await n8n.standing(this.workflow);
			return succeeded + failed >= count && unfinished === 0;
		}, timeout);
		expect(await n8n.standing(this.workflow)).toEqual({
			succeeded: count,
			failed: 0,
			unfinished: 0,
		});
	}

	get url(): string {
		return session.url + this.address;
	}

	/** n8n publishes in the background. Asking for the methods of a URL runs nothing. */
	private async isLive(): Promise<boolean> {
		const answer = await axios.options(this.url, {
			headers: { Origin: session.url },
			proxy: false,
			timeout: patienceMs,
			validateStatus: () => true,
		});
		return String(answer.headers['access-control-allow-methods']).includes('POST');
	}

	private until(condition: () => Promise<boolean>, timeout = patienceMs): Promise<void> {
		return until(condition, timeout, () => `Nothing happened at ${this.url}`);
	}
}
