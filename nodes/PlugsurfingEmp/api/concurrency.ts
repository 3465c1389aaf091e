/** Limits how many tasks run at the same time; the others wait in a queue. */
export class Semaphore {
	private running = 0;

	private readonly waiting: (() => void)[] = [];

	constructor(readonly size: number) {}

	/** Runs a task when a slot is free. */
	async run<Result>(task: () => Promise<Result>): Promise<Result> {
		if (this.running < this.size) this.running += 1;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			return await task();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.running -= 1;
		}
	}
}

/**
 * Runs tasks concurrently and yields their results in task order. At most `width` tasks are running or waiting
 * for an earlier one, so up to `width` - 1 extra tasks have started if the caller stops early.
 *
 * @throws the error of the first failed task, after yielding the results before it. Starts no more tasks, and
 * waits for the running ones.
 */
export async function* inOrder<Task, Result>(
	tasks: Iterable<Task>,
	width: number,
	work: (task: Task) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
	const upcoming = tasks[Symbol.iterator]();
	const started: Promise<Result>[] = [];
	const start = () => {
		const next = upcoming.next();
		if (next.done === true) return;
		const result = work(next.value);
		// It may reject before it is awaited, or never be awaited.
		result.catch(() => undefined);
		started.push(result);
	};

	for (let count = 0; count < width; count++) start();
	for (let first = started.shift(); first; first = started.shift()) {
		const result = await first.catch(async (cause: unknown) => {
			await Promise.allSettled(started);
			throw cause;
		});
		yield result;
		start();
	}
}
