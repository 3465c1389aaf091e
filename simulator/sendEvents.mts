import { randomUUID } from 'node:crypto';
import axios from 'axios';
import { conceal } from './conceal.mts';
import type { ReportedEvent } from './eventLog.mts';
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
const LONGEST_REPORT = 1000;
/** Calls in one report. */
const AT_ONCE = 100;

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

/**
 * Has the status page of a simulator show these calls, without the secrets they were sent with.
 *
 * @throws Error if the simulator does not take them
 */
export async function tellSimulator(
	simulator: string,
	{ url, event, secret, headers }: Pick<SendEventOptions, 'url' | 'event' | 'secret' | 'headers'>,
	deliveries: Delivery[],
): Promise<void> {
	const secrets = [secret.toString(), secret.toString('base64'), ...Object.values(headers)].filter(
		Boolean,
	);
	const events = deliveries.map(
		({ status, body }): ReportedEvent => ({
			event,
			url: conceal(url, secrets),
			status: status ?? null,
			body: conceal(textOf(body), secrets).slice(0, LONGEST_REPORT),
		}),
	);
	const { origin } = new URL(simulator);
	for (let first = 0; first < events.length; first += AT_ONCE) {
		const some = events.slice(first, first + AT_ONCE);
		await axios
			.post(`${origin}/_simulator/events`, some, { proxy: false })
			.catch((error: unknown) => {
				throw new Error(`The simulator at ${origin} did not take the report: ${String(error)}`);
			});
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
	return `${status ?? 'no answer'} ${textOf(body).slice(0, LONGEST_ANSWER)}`.trim();
}

function textOf(body: unknown): string {
	return typeof body === 'string' ? body : JSON.stringify(body);
}
