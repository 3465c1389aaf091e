import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import type { QueuedN8n } from '../../host/queuedN8n.mts';
import * as testedN8n from '../../host/testedN8n.mts';

/** Tells the tests which processes were started for them. */
export function environmentFor(n8n: QueuedN8n): NodeJS.ProcessEnv {
	return {
		...testedN8n.environmentFor(n8n.session),
		TESTED_WORKER_LOGS: n8n.workers.map(({ logFile }) => logFile).join(delimiter),
		TESTED_WEBHOOK_PROCESSOR: n8n.webhookProcessor.url,
	};
}

/** Where the webhook processor listens. */
export function webhookProcessorUrl(): string {
	return testedN8n.fromRunner('TESTED_WEBHOOK_PROCESSOR');
}

/** How many executions each worker has begun, which only their logs tell. */
export function begunByWorkers(): number[] {
	const logs = testedN8n.fromRunner('TESTED_WORKER_LOGS').split(delimiter);
	return logs.map((file) => {
		const begun = readFileSync(file, 'utf8').matchAll(/Worker started execution/g);
		return [...begun].length;
	});
}

/** How many it has been since. */
export function begunSince(before: number[]): number[] {
	return begunByWorkers().map((count, worker) => count - (before[worker] ?? 0));
}

/** All of them, and every worker had its part. */
export function expectAll(count: number, byWorker: number[]): void {
	expect(byWorker.reduce((sum, part) => sum + part, 0)).toBe(count);
	expect(Math.min(...byWorker)).toBeGreaterThan(0);
}
