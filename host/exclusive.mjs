import { setTimeout as pause } from 'node:timers/promises';
import { claim } from './claim.mjs';

/**
 * Runs `work` while no other process runs something under the same name.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {() => void} onWait called once when somebody else is at it
 * @returns {Promise<T>}
 */
export async function exclusively(name, work, onWait = () => undefined) {
	let release = await claim(name);
	if (!release) onWait();
	while (!release) {
		await pause(500);
		release = await claim(name);
	}
	try {
		return await work();
	} finally {
		release();
	}
}
