import { createHash } from 'node:crypto';

import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { writeUntilSaved } from '../n8nQuirks';

import { isAccepted } from './webhookRequest';

/** Newest request IDs kept per trigger: 130 kB in the workflow's static data. */
export const MAX_REMEMBERED = 10_000;

/** Most recently called triggers kept in this process. The others are in the static data. */
const MAX_TRIGGERS = 100;

/** 72 bits: the chance that two of 10,000 IDs share a hash is 1 in 10^14. */
const HASH_LENGTH = 12;
const ENTRY_LENGTH = HASH_LENGTH + 1;

/** How long a duplicate waits for the first copy. Plugsurfing disconnects after 5 seconds. */
const WAIT_MS = 4000;

/** A call without a response from n8n after this long counts as lost, and a duplicate starts the workflow. */
const MAX_PENDING_MS = 3_600_000;

const HASHES = 'requests';
const EVICTED = 'evictedRequests';

/** A call that starts an execution, until n8n responds. */
interface PendingCall {
	hash: string;
	/** The hash to save before n8n responds; undefined if the response depends on the workflow's result. */
	savedHash: string | undefined;
	since: number;
	/** The static data of this call, which n8n saves before it responds. */
	staticData: IDataObject;
	decided: Promise<void>;
}

/** State of a request: it has started the workflow, is starting it, or is new. */
export type RequestState =
	| { state: 'started' }
	| { state: 'pending'; decided: Promise<void> }
	| { state: 'new'; remember: () => void };

function hashOf(requestId: string): string {
	return createHash('sha256').update(requestId).digest('base64').slice(0, HASH_LENGTH);
}

/**
 * The requests that have started one trigger's workflow. Plugsurfing sends a charge detail record every night
 * for 7 days until it receives a 200 (docs/api-facts.md#charge-detail-records).
 *
 * A request counts as started once n8n has accepted it. Until then it is pending, and known only to this
 * process. n8n saves the static data after storing the execution, and each save overwrites the previous one.
 * Therefore each call writes all started requests and its own.
 */
export class SeenRequests {
	/** Oldest first. */
	private readonly started = new Set<string>();
	/** The same, in the stored format. */
	private text = '';
	/** Number of older requests dropped so far, which is the position of the oldest one kept. */
	private evicted = 0;
	/** The stored text that was read last, to skip reading it again. */
	private latest: unknown;
	private readonly pending = new Map<string, PendingCall>();

	/** @param max number of started requests to keep; all instances of one trigger have the same */
	constructor(private readonly max = MAX_REMEMBERED) {}

	/** Number of started requests kept. */
	get size(): number {
		return this.started.size;
	}

	/** Returns whether a call is waiting for n8n. */
	hasPending(): boolean {
		this.dropLost();
		return this.pending.size > 0;
	}

	/**
	 * Looks up a request; a new one becomes pending.
	 *
	 * @param staticData of this call
	 * @param accepted is called for a new request, and resolves when n8n has responded
	 * @param savesFirst whether the ID is saved before n8n responds. If the workflow can still fail, the next
	 * copy must start it again, so the ID is saved with the next request.
	 * @returns for a new request, `remember` writes it to the static data. Call it just before the webhook
	 * returns.
	 */
	claim(
		requestId: string,
		staticData: IDataObject,
		accepted: () => Promise<boolean>,
		savesFirst = true,
	): RequestState {
		this.read(staticData);
		this.dropLost();
		const hash = hashOf(requestId);
		const pending = this.pending.get(hash);
		if (this.started.has(hash) || pending) {
			// Restores what another save may have overwritten.
			if (staticData[HASHES] !== this.text) this.write(staticData);
			if (this.started.has(hash) || !pending) return { state: 'started' };
			return { state: 'pending', decided: pending.decided };
		}

		const decided = accepted().then((isStarted) => {
			if (this.pending.get(hash) === call) this.pending.delete(hash);
			if (!isStarted) this.latest = undefined;
			else if (this.add(hash)) this.writePending();
		});
		const savedHash = savesFirst ? hash : undefined;
		const call = { hash, savedHash, since: Date.now(), staticData, decided };
		this.pending.set(hash, call);
		return {
			state: 'new',
			remember: () => void writeUntilSaved(() => this.write(staticData, savedHash)),
		};
	}

	/** Writes all started requests, and one more if given. */
	write(staticData: IDataObject, own?: string): void {
		if (own === undefined || this.started.has(own)) {
			if (this.text === '') return;
			staticData[HASHES] = this.text;
			staticData[EVICTED] = this.evicted;
		} else {
			const isFull = this.started.size === this.max;
			const others = isFull ? this.text.slice(ENTRY_LENGTH) : this.text;
			staticData[HASHES] = others === '' ? own : `${others} ${own}`;
			staticData[EVICTED] = this.evicted + (isFull ? 1 : 0);
		}
	}

	/** Adds newly started requests to the static data of calls that n8n has not saved yet. */
	private writePending(): void {
		for (const { staticData, savedHash } of this.pending.values()) {
			this.write(staticData, savedHash);
		}
	}

	private add(hash: string): boolean {
		if (this.started.has(hash)) return false;
		this.started.add(hash);
		this.text = this.text === '' ? hash : `${this.text} ${hash}`;
		for (const oldest of this.started) {
			if (this.started.size <= this.max) break;
			this.started.delete(oldest);
			this.text = this.text.slice(ENTRY_LENGTH);
			this.evicted += 1;
		}
		return true;
	}

	/**
	 * Merges what another or an earlier process saved, without the hashes that this process has already dropped,
	 * which their positions show.
	 */
	private read(staticData: IDataObject): void {
		const written = staticData[HASHES];
		if (typeof written !== 'string' || written === this.latest || written === this.text) return;
		this.latest = written;
		const evicted = typeof staticData[EVICTED] === 'number' ? staticData[EVICTED] : 0;
		const dropped = Math.max(0, this.evicted - evicted);
		const left = written.slice(dropped * ENTRY_LENGTH);
		// Usually only the last one is new: avoid looking up 10,000 hashes.
		const isKnown = this.text.startsWith(left.slice(0, -HASH_LENGTH));
		const hashes = isKnown ? [left.slice(-HASH_LENGTH)] : left.split(' ');
		this.evicted = Math.max(this.evicted, evicted);
		for (const hash of hashes) {
			// Pending requests are added when n8n responds.
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

/** Returns the seen requests of a trigger in this process. */
function seenRequestsOf(context: IWebhookFunctions): SeenRequests {
	const trigger = keyOf(context);
	const seen = triggers.get(trigger) ?? new SeenRequests();
	triggers.delete(trigger);
	triggers.set(trigger, seen);
	for (const [oldest, other] of triggers) {
		if (triggers.size <= MAX_TRIGGERS) break;
		if (!other.hasPending()) triggers.delete(oldest);
	}
	return seen;
}

/**
 * Looks up a request, and waits up to 4 s for an earlier copy that n8n has not responded to yet. A new
 * request becomes pending.
 */
export async function claimRequest(
	context: IWebhookFunctions,
	requestId: string,
): Promise<RequestState> {
	const seen = seenRequestsOf(context);
	const staticData = context.getWorkflowStaticData('node');
	// With When Last Node Finishes, a failing workflow responds with 500, and Plugsurfing sends the request
	// again.
	const savesFirst = context.getNodeParameter('responseMode', 'onReceived') === 'onReceived';
	const deadline = Date.now() + WAIT_MS;
	for (;;) {
		const request = seen.claim(requestId, staticData, () => isAccepted(context), savesFirst);
		const left = deadline - Date.now();
		if (request.state !== 'pending' || left <= 0) return request;
		await Promise.race([request.decided, sleep(left)]);
	}
}

/**
 * Releases a trigger that is unpublished or deleted. Writes its requests to the static data, which n8n
 * saves next.
 */
export function releaseSeenRequests(context: IHookFunctions): void {
	const seen = triggers.get(keyOf(context));
	if (!seen || context.getMode() === 'manual') return;
	seen.write(context.getWorkflowStaticData('node'));
	if (!seen.hasPending()) triggers.delete(keyOf(context));
}
