import { randomUUID } from 'node:crypto';
import type { SendEventOptions } from './sendEventOptions.mts';
import {
	authorizationRequest,
	chargeDetailRecord,
	sessionEvent,
	type WebhookEvent,
} from './webhookEvent.mts';
import { WebhookSender, type Delivery, type Signature } from './webhookSender.mts';

/** A web page is an answer, too. */
const LONGEST_ANSWER = 200;

/** Makes the calls that were asked for. */
export async function sendEvents(options: SendEventOptions): Promise<Delivery[]> {
	const { url, secret, headers, patienceMs, connections } = options;
	const sender = new WebhookSender(secret, patienceMs, connections, headers);
	const signature = signatureOf(options);
	try {
		return await sender.sendAll(url, eventsOf(options), signature);
	} finally {
		sender.close();
	}
}

function signatureOf({ kind, secret }: SendEventOptions): Signature {
	if (kind === 'wrong') return 'wrong';
	return kind === 'unsigned' || secret.length === 0 ? 'none' : 'valid';
}

function eventsOf({ kind, event, sessionId, count }: SendEventOptions): WebhookEvent[] {
	const one = () => eventOf(event, sessionId ?? randomUUID());
	const same = kind === 'replayed' ? one() : undefined;
	return Array.from({ length: count }, () => same ?? one());
}

function eventOf(name: string, sessionId: string): WebhookEvent {
	if (name === 'CHARGE_DETAIL_RECORD') return chargeDetailRecord(sessionId);
	return name === 'OTHER' ? authorizationRequest('3633e0e0') : sessionEvent(name, sessionId);
}

/** How often which answer came, the most frequent one first, and how long they took. */
export function report(deliveries: Delivery[]): string {
	const counts = new Map<string, number>();
	for (const delivery of deliveries) {
		const answer = answerOf(delivery);
		counts.set(answer, (counts.get(answer) ?? 0) + 1);
	}
	const lines = [...counts]
		.sort(([, a], [, b]) => b - a)
		.map(([answer, count]) => `${count} × ${answer}`);
	const times = deliveries.map(({ ms }) => ms).sort((a, b) => a - b);
	const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
	return [...lines, `${at(0)} ms at best, ${at(0.5)} ms in the middle, ${at(1)} ms at worst`].join(
		'\n',
	);
}

function answerOf({ status, body }: Delivery): string {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return `${status ?? 'no answer'} ${text.slice(0, LONGEST_ANSWER)}`.trim();
}
