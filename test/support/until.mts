import { setTimeout as pause } from 'node:timers/promises';

/** Waits until a condition holds, and fails with the reason if it takes too long. */
export async function until(
	condition: () => boolean | Promise<boolean>,
	patienceMs = 120_000,
	reason: () => string = () => 'It did not happen in time',
): Promise<void> {
	const deadline = Date.now() + patienceMs;
	while (!(await condition())) {
		if (Date.now() > deadline) throw new Error(reason());
		await pause(100);
	}
}
