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

/** Limits the output if the response is a web page. */
const MAX_RESPONSE_LENGTH = 200;
const MAX_REPORT_LENGTH = 1000;
/** Calls per report. */
const CALLS_PER_REPORT = 100;

/** Sends the calls. */
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
 * Reports calls to a simulator, which shows them on its status page. Removes the secrets.
 *
 * @throws Error if the simulator does not accept them
 */
export async function reportToSimulator(
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
			body: conceal(textOf(body), secrets).slice(0, MAX_REPORT_LENGTH),
		}),
	);
	const { origin } = new URL(simulator);
	for (let first = 0; first < events.length; first += CALLS_PER_REPORT) {
		const some = events.slice(first, first + CALLS_PER_REPORT);
		await axios
			.post(`${origin}/_simulator/events`, some, { proxy: false })
			.catch((error: unknown) => {
				throw new Error(`The simulator at ${origin} did not accept the report: ${String(error)}`);
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

/** Returns the number of each response, most frequent first, and the response times. */
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
	return [...lines, `${at(0)} ms minimum, ${at(0.5)} ms median, ${at(1)} ms maximum`].join('\n');
}

function answerOf({ status, body }: Delivery): string {
	return `${status ?? 'no response'} ${textOf(body).slice(0, MAX_RESPONSE_LENGTH)}`.trim();
}

function textOf(body: unknown): string {
	return typeof body === 'string' ? body : JSON.stringify(body);
}
