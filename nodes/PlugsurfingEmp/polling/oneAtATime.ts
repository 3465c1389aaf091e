const underWay = new Set<string>();

/**
 * Does the work unless the same is still being done: n8n starts a poll even if the one before has not
 * ended, and both would find the same changes.
 */
export async function oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
	if (underWay.has(name)) return undefined;
	underWay.add(name);
	try {
		return await work();
	} finally {
		underWay.delete(name);
	}
}
