import { readFileSync } from 'node:fs';
import { at } from '../../host/shape.mts';
import type { PinnedEngine } from './pinnedEngine.mts';

/** What became of the tests with one engine. */
export interface Outcome {
	engine: PinnedEngine;
	tests: number;
	passed: number;
	/** Those of parts of n8n that this version lacks (test/engine/newerParts.mts). */
	skipped: number;
	/** Not 0 too when a test file does not even load. */
	exitCode: number;
}

/** Reads the counts from the file that jest left. */
export function outcomeIn(file: string, engine: PinnedEngine, exitCode: number): Outcome {
	const result: unknown = JSON.parse(readFileSync(file, 'utf8'));
	return {
		engine,
		tests: numberAt(result, 'numTotalTests'),
		passed: numberAt(result, 'numPassedTests'),
		skipped: numberAt(result, 'numPendingTests'),
		exitCode,
	};
}

function numberAt(result: unknown, field: string): number {
	const found = at(result, field);
	if (typeof found !== 'number') throw new Error(`jest says no ${field}`);
	return found;
}
