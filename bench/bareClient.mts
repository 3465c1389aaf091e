import { performance } from 'node:perf_hooks';
import { at, textAt } from '../host/shape.mts';
import type { SimulatorProcess } from './simulatorProcess.mts';

/** Seconds of a loop that asks for page after page and keeps nothing: what no client can be quicker than here. */
export async function bareListing(
	simulator: SimulatorProcess,
	pathAndPageSize: string,
): Promise<number> {
	const started = performance.now();
	let cursor: string | undefined;
	do {
		const mark = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
		const response = await fetch(simulator.baseUrl + pathAndPageSize + mark, {
			headers: { 'X-API-Key': simulator.apiKey },
		});
		const page: unknown = await response.json();
		cursor = at(page, 'cursor') === undefined ? undefined : textAt(page, 'cursor');
	} while (cursor !== undefined);
	return (performance.now() - started) / 1000;
}
