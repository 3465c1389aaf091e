import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';

/**
 * Empties a state folder for this run.
 *
 * @throws {Failure} if another run still uses it
 */
export function takeStateFolder(folder: string, label: string): void {
	const owner = join(folder, 'pid');
	const pid = existsSync(owner) ? Number(readFileSync(owner, 'utf8')) : 0;
	if (pid > 0 && pid !== process.pid && isRunning(pid)) {
		throw new Failure(
			`${label} is already running in this checkout (process ${pid}). Stop it first, or remove ${folder} if that process is something else.`,
		);
	}
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	mkdirSync(folder, { recursive: true });
	writeFileSync(owner, String(process.pid));
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
