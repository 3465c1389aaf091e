import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import axios, { type AxiosResponse } from 'axios';
import { Failure, explain } from '../host/failure.mjs';
import { at, isObject, type JsonObject } from '../host/shape.mts';
import type { RunningN8n } from './laboratory.mts';
import { rowWorkflow, type Step } from './steps.mts';

const publishedWithinMs = 20_000;

export interface Outcome {
	/** NaN when it did not come to an end. */
	seconds: number;
	/** What came out; undefined when it did not come to an end. */
	result: JsonObject | undefined;
	/** How it ended, when not well. */
	failure: string | undefined;
}

/** A published workflow, as in production: a request starts it and is answered when it has ended. */
export class PublishedRow {
	private constructor(
		private readonly n8n: RunningN8n,
		private readonly url: string,
	) {}

	static async of(n8n: RunningN8n, steps: readonly Step[], saved: boolean): Promise<PublishedRow> {
		const path = randomUUID();
		await n8n.api.publish(await n8n.api.createWorkflow(rowWorkflow(path, steps, saved)));
		return new PublishedRow(n8n, `${n8n.server.url}/webhook/${path}`);
	}

	/** Runs it to its end, to that of n8n, or until `bound` seconds are over. */
	async run(bound: number): Promise<Outcome> {
		const started = performance.now();
		const elapsed = () => (performance.now() - started) / 1000;
		const response = await Promise.race([
			this.call(bound).catch((error: unknown) => error),
			this.n8n.server.ended,
		]);
		const seconds = elapsed();
		const after = `after ${Math.round(seconds)} s`;
		if (isResponse(response) && response.status === 200 && isObject(response.data)) {
			return { seconds, result: response.data, failure: undefined };
		}
		const reason = isResponse(response)
			? `${response.status}: ${JSON.stringify(at(response.data, 'message'))}`
			: await this.reasonOfBreak(response);
		return { seconds: Number.NaN, result: undefined, failure: `${reason} ${after}` };
	}

	/** The same for what must succeed. */
	async runWell(bound: number): Promise<Outcome> {
		const outcome = await this.run(bound);
		if (outcome.failure === undefined) return outcome;
		throw new Failure(`A workflow that must succeed ended with: ${outcome.failure}`);
	}

	/** A workflow is served a little after it was published. */
	private async call(bound: number): Promise<AxiosResponse<unknown>> {
		for (const deadline = Date.now() + publishedWithinMs; ; ) {
			const response = await axios.post<unknown>(this.url, undefined, {
				proxy: false,
				timeout: bound * 1000,
				validateStatus: () => true,
			});
			if (response.status !== 404 || Date.now() > deadline) return response;
			await pause(100);
		}
	}

	private async reasonOfBreak(error: unknown): Promise<string> {
		// The connection breaks a little before the process is gone.
		const gone = await Promise.race([this.n8n.server.ended.then(() => true), pause(3000, false)]);
		if (!gone) {
			return axios.isAxiosError(error) && error.code === 'ECONNABORTED'
				? 'given up'
				: explain(error);
		}
		const log = readFileSync(this.n8n.server.logFile, 'utf8');
		return /heap out of memory/.test(log) ? 'n8n died: heap out of memory' : 'n8n died';
	}
}

function isResponse(value: unknown): value is AxiosResponse<unknown> {
	return isObject(value) && 'status' in value && 'data' in value && !axios.isAxiosError(value);
}
