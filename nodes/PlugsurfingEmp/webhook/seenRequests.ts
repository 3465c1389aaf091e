import { createHash } from 'node:crypto';

import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { isAccepted } from './webhookRequest';

/** Ids remembered for each trigger, the newest ones: 130 kB in the workflow's static data. */
export const MAX_REMEMBERED = 10_000;

/** Triggers remembered in this process, the ones called last. The others are in the static data. */
const MAX_TRIGGERS = 100;

/** 72 bits: two of 10,000 ids share a hash once in 10^14 times. */
const HASH_LENGTH = 12;
const ENTRY_LENGTH = HASH_LENGTH + 1;

/** How long a copy waits for the first one. Plugsurfing hangs up after 5 seconds. */
const WAIT_MS = 4000;

/** A call that n8n has not responded to after this long counts as lost, and a copy starts again. */
const MAX_PENDING_MS = 3_600_000;

const HASHES = 'requests';
const EVICTED = 'evictedRequests';

/** A call whose execution n8n has been asked to start, until n8n responds. */
interface PendingCall {
	hash: string;
	since: number;
	/** The static data of this call, which n8n saves before it responds. */
	staticData: IDataObject;
	decided: Promise<void>;
}

/** What is known of a request: it has started the workflow, is being started, or is new. */
export type RequestState =
	| { state: 'started' }
	| { state: 'pending'; decided: Promise<void> }
	| { state: 'new'; remember: () => void };

function hashOf(requestId: string): string {
	return createHash('sha256').update(requestId).digest('base64').slice(0, HASH_LENGTH);
}

/**
 * The requests that have started one trigger's workflow. Plugsurfing sends a charge detail record
 * every night for 7 days until it receives a 200 (docs/api-facts.md#charge-detail-records).
 *
 * A request counts as started once n8n has accepted it. Until then it is pending, and known to this
 * process only. n8n saves the static data after storing the execution, and whichever call saves last
 * replaces what the others wrote. So each call writes everything that has started, and its own id.
 */
export class SeenRequests {
	/** Oldest first. */
	private readonly started = new Set<string>();
	/** The same, as it is written. */
	private text = '';
	/** How many older ones were dropped: the position of the oldest one among all there ever were. */
	private evicted = 0;
	/** What was read last, to read it only once. */
	private latest: unknown;
	private readonly pending = new Map<string, PendingCall>();

	/** How many requests are known as started. */
	get size(): number {
		return this.started.size;
	}

	/** Whether a call is waiting for n8n. */
	hasPending(): boolean {
		this.dropLost();
		return this.pending.size > 0;
	}

	/**
	 * Looks up a request; a new one becomes pending.
	 *
	 * @param staticData of this call
	 * @param accepted is called for a new request, and resolves when n8n has responded
	 * @returns for a new request, `remember` writes it to the static data. Call it just before the
	 * webhook returns.
	 */
	claim(
		requestId: string,
		staticData: IDataObject,
		accepted: () => Promise<boolean>,
	): RequestState {
		this.read(staticData);
		this.dropLost();
		const hash = hashOf(requestId);
		const pending = this.pending.get(hash);
		if (this.started.has(hash) || pending) {
			// Brings back what an earlier save replaced.
			if (staticData[HASHES] !== this.text) this.write(staticData);
			if (this.started.has(hash) || !pending) return { state: 'started' };
			return { state: 'pending', decided: pending.decided };
		}

		const decided = accepted().then((isStarted) => {
			if (this.pending.get(hash) === call) this.pending.delete(hash);
			if (!isStarted) this.latest = undefined;
			else if (this.add(hash)) this.writePending();
		});
		const call = { hash, since: Date.now(), staticData, decided };
		this.pending.set(hash, call);
		return { state: 'new', remember: () => void this.remember(call) };
	}

	/** Writes all started requests, and one more if given. */
	write(staticData: IDataObject, own?: string): void {
		if (own === undefined || this.started.has(own)) {
			if (this.text === '') return;
			staticData[HASHES] = this.text;
			staticData[EVICTED] = this.evicted;
		} else {
			const isFull = this.started.size === MAX_REMEMBERED;
			const others = isFull ? this.text.slice(ENTRY_LENGTH) : this.text;
			staticData[HASHES] = others === '' ? own : `${others} ${own}`;
			staticData[EVICTED] = this.evicted + (isFull ? 1 : 0);
		}
	}

	/**
	 * Before n8n (2.41.1) stores an execution it makes a second Workflow of the same static data, which
	 * marks them as unchanged, so they would not be saved. It gets there without waiting for anything:
	 * written again some microtasks later, they are saved.
	 */
	private async remember({ staticData, hash }: PendingCall): Promise<void> {
		this.write(staticData, hash);
		for (let turn = 0; turn < 100; turn++) await Promise.resolve();
		this.write(staticData, hash);
		await sleep(0);
		this.write(staticData, hash);
	}

	/** Lets the calls that n8n will save next save what has just started. */
	private writePending(): void {
		for (const { staticData, hash } of this.pending.values()) this.write(staticData, hash);
	}

	private add(hash: string): boolean {
		if (this.started.has(hash)) return false;
		this.started.add(hash);
		this.text = this.text === '' ? hash : `${this.text} ${hash}`;
		for (const oldest of this.started) {
			if (this.started.size <= MAX_REMEMBERED) break;
			this.started.delete(oldest);
			this.text = this.text.slice(ENTRY_LENGTH);
			this.evicted += 1;
		}
		return true;
	}

	/**
	 * Takes over what was saved by an earlier process or another one. A hash that this process has
	 * dropped already does not come back with an old copy: its position tells.
	 */
	private read(staticData: IDataObject): void {
		const written = staticData[HASHES];
		if (typeof written !== 'string' || written === this.latest || written === this.text) return;
		this.latest = written;
		const evicted = typeof staticData[EVICTED] === 'number' ? staticData[EVICTED] : 0;
		const dropped = Math.max(0, this.evicted - evicted);
		const left = written.slice(dropped * ENTRY_LENGTH);
		// Mostly the last one alone is new, and 10,000 need not be looked up.
		const isKnown = this.text.startsWith(left.slice(0, -HASH_LENGTH));
		const hashes = isKnown ? [left.slice(-HASH_LENGTH)] : left.split(' ');
		this.evicted = Math.max(this.evicted, evicted);
		for (const hash of hashes) {
			// What is pending here gets its place when n8n responds.
			if (hash.length === HASH_LENGTH && !this.pending.has(hash)) this.add(hash);
		}
	}

	private dropLost(): void {
		const lost = Date.now() - MAX_PENDING_MS;
		for (const { hash, since } of this.pending.values()) {
			if (since > lost) break;
			this.pending.delete(hash);
		}
	}
}

/** Least recently used first. */
const triggers = new Map<string, SeenRequests>();

function keyOf(context: IWebhookFunctions | IHookFunctions): string {
	return `${context.getWorkflow().id} ${context.getNode().id}`;
}

/** The memory that this process has for a trigger. */
function seenRequestsOf(context: IWebhookFunctions): SeenRequests {
	const trigger = keyOf(context);
	const memory = triggers.get(trigger) ?? new SeenRequests();
	triggers.delete(trigger);
	triggers.set(trigger, memory);
	for (const [oldest, other] of triggers) {
		if (triggers.size <= MAX_TRIGGERS) break;
		if (!other.hasPending()) triggers.delete(oldest);
	}
	return memory;
}

/**
 * Looks up a request, and waits up to 4 s for an earlier copy that n8n has not responded to yet. A
 * new one is pending from now on.
 */
export async function claimRequest(
	context: IWebhookFunctions,
	requestId: string,
): Promise<RequestState> {
	const memory = seenRequestsOf(context);
	const staticData = context.getWorkflowStaticData('node');
	const deadline = Date.now() + WAIT_MS;
	for (;;) {
		const request = memory.claim(requestId, staticData, () => isAccepted(context));
		const left = deadline - Date.now();
		if (request.state !== 'pending' || left <= 0) return request;
		await Promise.race([request.decided, sleep(left)]);
	}
}

/**
 * Forgets a trigger that is unpublished or deleted. What this process knows goes to the static data,
 * which n8n saves next.
 */
export function releaseSeenRequests(context: IHookFunctions): void {
	const memory = triggers.get(keyOf(context));
	if (!memory || context.getMode() === 'manual') return;
	memory.write(context.getWorkflowStaticData('node'));
	if (!memory.hasPending()) triggers.delete(keyOf(context));
}
