import { createHash } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

/** So many ids are remembered, the oldest are forgotten first: 130 kB in the workflow's static data. */
export const MAX_REMEMBERED = 10_000;

/** 72 bits: two of 10,000 ids share a mark once in 10^14 times. */
const MARK_LENGTH = 12;

const FIELD = 'requests';

function hashOf(requestId: string): string {
	return createHash('sha256').update(requestId).digest('base64').slice(0, MARK_LENGTH);
}

function marksIn(stored: unknown): string[] {
	return typeof stored === 'string' && stored !== '' ? stored.split(' ') : [];
}

/**
 * Which requests have started a workflow. Plugsurfing sends a charge detail record again, every night
 * for 7 days, until an answer of 200 has reached it (docs/api-facts.md#charge-detail-records).
 *
 * Calls that arrive at the same time each see the workflow's static data as it was before them, and
 * the last one to write wins. So this process knows for itself what it has seen, and everything that
 * it knows is written each time; the static data carries it over a restart.
 */
export class SeenRequests {
	private readonly marks = new Set<string>();

	/** What was last written or read, so that it need not be read again. */
	private latest: IDataObject[string];

	/**
	 * Remembers a request.
	 *
	 * @returns whether it is the first time.
	 */
	add(requestId: string, stored: IDataObject): boolean {
		const mark = hashOf(requestId);
		this.learn(stored[FIELD]);
		if (this.marks.has(mark)) return false;

		this.marks.add(mark);
		for (const oldest of this.marks) {
			if (this.marks.size <= MAX_REMEMBERED) break;
			this.marks.delete(oldest);
		}
		this.write(stored);
		return true;
	}

	/** Writes everything that is known. */
	write(stored: IDataObject): void {
		this.latest = [...this.marks].join(' ');
		stored[FIELD] = this.latest;
	}

	/** Forgets a request that has started nothing after all, so that its next try can. */
	remove(requestId: string): void {
		this.marks.delete(hashOf(requestId));
	}

	private learn(written: IDataObject[string]): void {
		if (written === this.latest) return;
		for (const mark of marksIn(written)) this.marks.add(mark);
		this.latest = written;
	}
}

const memories = new Map<string, SeenRequests>();

/** The one memory that this process has for a trigger of a workflow. */
export function seenRequestsFor(workflowId: string, nodeId: string): SeenRequests {
	const trigger = `${workflowId} ${nodeId}`;
	const known = memories.get(trigger);
	if (known) return known;
	const memory = new SeenRequests();
	memories.set(trigger, memory);
	return memory;
}
