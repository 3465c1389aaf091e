import { mkdirSync, rmSync } from 'node:fs';
import { claim } from './claim.mjs';
import { Failure } from './failure.mjs';

/**
 * Takes a state folder for this run and empties it, so that a run starts alike whatever an earlier one left. One that
 * is still running is left alone.
 */
export async function takeStateFolder(folder: string, label: string): Promise<void> {
	const release = await claim(folder);
	if (!release) throw new Failure(`${label} is already running in this checkout. Stop it first.`);
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	mkdirSync(folder, { recursive: true });
}
