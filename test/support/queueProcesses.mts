import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import type { QueuedN8n } from '../../host/preparedN8n.mts';
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

/** How many executions each worker has started, according to their logs. */
export function startedByWorkers(): number[] {
	const logs = testedN8n.fromRunner('TESTED_WORKER_LOGS').split(delimiter);
	return logs.map((file) => {
		const started = readFileSync(file, 'utf8').matchAll(/Worker started execution/g);
		return [...started].length;
	});
}

/** How many executions each worker has started since. */
export function startedSince(before: number[]): number[] {
	return startedByWorkers().map((count, worker) => count - (before[worker] ?? 0));
}

/** Expects `count` executions, some of them by each worker. */
export function expectAll(count: number, byWorker: number[]): void {
	expect(byWorker.reduce((sum, part) => sum + part, 0)).toBe(count);
	expect(Math.min(...byWorker)).toBeGreaterThan(0);
}
