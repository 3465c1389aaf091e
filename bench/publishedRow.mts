import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import { Failure } from '../host/failure.mjs';
import type { N8nApi } from '../host/n8nApi.mts';
import type { N8nServer } from '../host/n8nServer.mts';
import { at, objectAt, type JsonObject } from '../host/shape.mts';
import type { Workflow } from '../host/workflowFile.mts';
import { rowWorkflow, type Step } from './steps.mts';

export const WARM_UP_SECONDS = 60;

export interface RunningN8n {
	server: N8nServer;
	api: N8nApi;
}

/** Publishes a row of nodes with a webhook. Returns its URL. */
export async function publish(n8n: RunningN8n, steps: Step[], saved: boolean): Promise<string> {
	const path = randomUUID();
	const url = `${n8n.server.url}/webhook/${path}`;
	await publishAt(n8n, rowWorkflow(path, steps, saved), url);
	return url;
}

/** Publishes a row of nodes. Returns a function that runs it and returns the first item of its last node. */
export async function publishRow(
	n8n: RunningN8n,
	steps: Step[],
): Promise<() => Promise<JsonObject>> {
	const url = await publish(n8n, steps, false);
	return async () => {
		const { result, failure } = await run(n8n.server, url, WARM_UP_SECONDS);
		if (result) return result;
		throw new Failure(`A workflow that must succeed failed: ${failure}`);
	};
}

/** Publishes a workflow and waits until n8n serves it. */
export async function publishAt({ server, api }: RunningN8n, workflow: Workflow, url: string) {
	const saved = await api.createWorkflow(workflow);
	await api.publish(saved);
	for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
		const { headers } = await axios.options(url, {
			headers: { Origin: server.url },
			proxy: false,
			validateStatus: () => true,
		});
		if (String(headers['access-control-allow-methods']).includes('POST')) return saved;
		await pause(100);
	}
	throw new Failure(`n8n does not serve ${url}.`);
}

/** Runs a published workflow, for up to `bound` seconds. */
export async function run({ logFile }: N8nServer, url: string, bound: number) {
	const started = performance.now();
	const elapsed = () => (performance.now() - started) / 1000;
	try {
		const { data } = await axios.post<unknown>(url, undefined, {
			proxy: false,
			timeout: bound * 1000,
		});
		return { seconds: elapsed(), result: objectAt(data) };
	} catch (error) {
		const heap = readFileSync(logFile, 'utf8').includes('heap out of memory');
		const message = at(axios.isAxiosError(error) ? error.response?.data : undefined, 'message');
		const isTimeout = axios.isAxiosError(error) && error.code === 'ECONNABORTED';
		const other = isTimeout ? 'not finished' : String(message ?? error);
		const reason = heap ? 'n8n died: heap out of memory' : other;
		return { seconds: NaN, failure: `${reason} after ${Math.round(elapsed())} s` };
	}
}
