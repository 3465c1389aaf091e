import { randomUUID } from 'node:crypto';
import axios from 'axios';
import { at } from '../host/shape.mts';
import type { SessionIdentity } from '../simulator/options.mts';
import type { Simulator } from '../simulator/simulator.mts';
import {
	authorizationRequest,
	chargeDetailRecord,
	sessionEvent,
	type WebhookEvent,
} from '../simulator/webhookEvent.mts';
import { PATIENCE_MS, WebhookSender, type Delivery } from '../simulator/webhookSender.mts';
import { sessionToldBy, startMessage } from './agent.mts';
import type { Clock } from './clock.mts';
import { monthOf, type Ledger, type TrueRecord, type TrueSession } from './ledger.mts';
import type { Timeline } from './timeline.mts';
import type { PlannedSession } from './world.mts';

const MINUTE = 60_000;
export const PACE = { startsAfterMs: MINUTE / 2, completesAfterMs: MINUTE };
/** Real milliseconds. */
const AUTHORIZATION_PATIENCE_MS = 3000;
const APP_PATIENCE_MS = 100_000;
/** Nights on which a record is sent again. */
const NIGHTS = 7;
const AT_ONCE = 4;
/** While more calls wait for n8n, the clock stands still: a minute of the month is an instant for n8n. */
const MOST_CALLS = 8;

export interface Urls {
	records: () => string;
	authorization: () => string;
	starts: () => string;
	assistant: () => string;
}

/** Plugsurfing and the drivers: plays sessions, and calls the customer as documented. */
export class Plugsurfing {
	private readonly senders: [records: WebhookSender, authorization: WebhookSender];
	private readonly planned = new Map<string, PlannedSession>();
	private readonly underWay = new Set<Promise<void>>();
	private calls = 0;

	constructor(
		secret: string,
		private readonly simulator: Simulator,
		private readonly clock: Clock,
		private readonly ledger: Ledger,
		private readonly timeline: Timeline,
		private readonly urls: Urls,
	) {
		this.senders = [
			new WebhookSender(secret, PATIENCE_MS),
			new WebhookSender(secret, AUTHORIZATION_PATIENCE_MS),
		];
	}

	/** A driver wants to charge. */
	charge(planned: PlannedSession): void {
		this.planned.set(planned.connectorId, planned);
		const driver = this.ledger.pick(planned.driver);
		if (!driver) return;
		const { keyIdentifier } = driver;
		this.follow(
			planned.startedBy === 'card'
				? this.holdTheCard(planned, keyIdentifier)
				: this.askTheCustomer(planned, keyIdentifier),
		);
	}

	/** The simulator calls this for each session that starts. */
	sessionStarted({ sessionId, connectorId, keyIdentifier }: SessionIdentity): void {
		const planned = this.planned.get(connectorId);
		if (!planned) throw new Error(`No session is planned at ${connectorId}`);
		const session = { sessionId, planned, keyIdentifier, isEventAccepted: false };
		this.ledger.sessions.set(sessionId, session);
		this.timeline.note('session', sessionId, `starts at ${connectorId} with ${keyIdentifier}`);
		this.follow(this.course(session));
	}

	/** Resolves when all sessions have ended and everything has been sent. */
	async settled(): Promise<void> {
		while (this.underWay.size > 0) await Promise.all(this.underWay);
	}

	/** Sends again what received no 200, and some records that did. */
	async night(): Promise<void> {
		const due = [...this.ledger.records.values()].filter(
			({ isAcknowledged, attempts }) => !isAcknowledged && attempts > 0 && attempts <= NIGHTS,
		);
		const repeated = [...this.ledger.records.values()].filter((record) => {
			const session = this.ledger.sessions.get(record.sessionId);
			return record.isAcknowledged && record.attempts === 1 && session?.planned.isRecordRepeated;
		});
		const left = [...due, ...repeated];
		this.timeline.note('night', '', `${due.length} records again, ${repeated.length} repeated`);
		const connection = async () => {
			for (let record = left.pop(); record; record = left.pop()) await this.sendRecord(record);
		};
		await Promise.all(Array.from({ length: AT_ONCE }, connection));
	}

	close(): void {
		for (const sender of this.senders) sender.close();
	}

	private follow(course: Promise<void>): void {
		this.underWay.add(course);
		void course.finally(() => this.underWay.delete(course));
	}

	/** Starts from the driver's app, or in a chat with an agent that repeats what its tool returned. */
	private async askTheCustomer(planned: PlannedSession, keyIdentifier: string): Promise<void> {
		const { connectorId } = planned;
		const isAgent = planned.startedBy === 'agent';
		const url = isAgent ? this.urls.assistant() : this.urls.starts();
		const body = isAgent
			? startMessage(keyIdentifier, connectorId)
			: { connectorId, keyIdentifier };
		const answer = await axios
			.post<unknown>(url, body, {
				...{ proxy: false as const, timeout: APP_PATIENCE_MS, validateStatus: () => true },
			})
			.catch((error: unknown) => ({ status: 0, data: String(error) }));
		const sessionId = isAgent
			? sessionToldBy(String(at(answer.data, 'output')))
			: at(answer.data, 'sessionId');
		this.ledger.starts.push({
			connectorId,
			// An agent answers 200 in any case.
			status: isAgent && sessionId === undefined ? 0 : answer.status,
			...(typeof sessionId === 'string' ? { sessionId } : {}),
		});
		this.timeline.note(
			'start',
			connectorId,
			`${answer.status} ${JSON.stringify(answer.data).slice(0, 300)}`,
		);
	}

	private async holdTheCard(planned: PlannedSession, keyIdentifier: string): Promise<void> {
		// Plugsurfing itself denies what it does not know or what is disabled.
		if (this.simulator.chargingKeys.get(keyIdentifier)?.enabled !== true) return;
		if (planned.isAuthorized) {
			const askedAt = this.clock.now();
			const [, sender] = this.senders;
			const answer = await this.call(
				sender,
				this.urls.authorization(),
				authorizationRequest(keyIdentifier),
			);
			const verdict = answer.status === 200 ? String(at(answer.body, 'allowed')) : '';
			this.ledger.authorizations.push({ keyIdentifier, verdict, askedAt });
			this.timeline.note(
				'authorization',
				keyIdentifier,
				`${verdict || 'no answer'} after ${Math.round(answer.ms)} ms`,
			);
			if (verdict === 'BLOCKED') return;
		}
		this.simulator.sessions.start(planned.connectorId, keyIdentifier);
	}

	private async course(session: TrueSession): Promise<void> {
		const { sessionId, planned } = session;
		const startedAt = this.clock.now() + PACE.startsAfterMs;
		await this.clock.until(startedAt + 1);
		const late = planned.areEventsSwapped ? planned.chargesForMs + 10 * MINUTE : 0;
		this.follow(this.sendEvent('SESSION_STARTED', session, late));
		await this.clock.until(startedAt + planned.chargesForMs);
		this.simulator.sessions.stop(sessionId);
		for (;;) {
			await this.clock.until(this.clock.now() + MINUTE);
			const { sessionStatus } = this.simulator.sessions.get(sessionId) ?? {};
			if (sessionStatus === 'COMPLETE') break;
		}
		this.follow(this.sendEvent('SESSION_COMPLETE', session, 0));
		const record = this.writeRecord(session);
		await this.sendRecord(record);
		if (!planned.isRefunded) return;
		await this.clock.until(this.clock.now() + 60 * MINUTE);
		await this.sendRecord(this.writeRefund(record));
	}

	private async sendEvent(event: string, session: TrueSession, afterMs: number): Promise<void> {
		const timestamp = new Date(this.clock.now()).toISOString();
		await this.clock.until(this.clock.now() + afterMs);
		const [sender] = this.senders;
		const body = sessionEvent(event, session.sessionId, timestamp);
		const { status } = await this.call(sender, this.urls.records(), body);
		if (status === 200) session.isEventAccepted = true;
		this.timeline.note('event', session.sessionId, `${event}: ${status ?? 'no answer'}`);
	}

	private async call(sender: WebhookSender, url: string, event: WebhookEvent): Promise<Delivery> {
		if (++this.calls === MOST_CALLS + 1) this.clock.stop();
		const delivery = await sender.send(url, event);
		if (this.calls-- === MOST_CALLS + 1) this.clock.start();
		return delivery;
	}

	private writeRecord({ sessionId, planned, keyIdentifier }: TrueSession): TrueRecord {
		const session = this.simulator.sessions.get(sessionId);
		const { startTime = '', energy, price } = session ?? {};
		const details = planned.isRecordPriced ? { startTime, energy, price } : {};
		return this.enter({
			sessionId,
			keyIdentifier,
			month: monthOf(startTime),
			energyWh: energy?.value ?? NaN,
			currency: price?.currencyCode ?? '',
			netMinor: price?.minorExclVat ?? NaN,
			grossMinor: price?.minorInclVat ?? NaN,
			session: { sessionId, ...details },
		});
	}

	/** A refund of the whole price is a record of its own. */
	private writeRefund(record: TrueRecord): TrueRecord {
		const { sessionId, keyIdentifier, month, currency, netMinor, grossMinor } = record;
		const session = this.simulator.sessions.get(sessionId);
		const price = {
			...session?.price,
			minorExclVat: 0 - netMinor,
			minorInclVat: 0 - grossMinor,
		};
		return this.enter({
			...{ sessionId, keyIdentifier, month, currency, energyWh: 0 },
			...{ netMinor: 0 - netMinor, grossMinor: 0 - grossMinor },
			session: {
				...{ sessionId, startTime: session?.startTime },
				...{ energy: { unit: 'WH', value: 0 }, price },
			},
		});
	}

	private enter({
		session,
		...fields
	}: Omit<TrueRecord, 'requestId' | 'fleetId' | 'body' | 'attempts' | 'isAcknowledged'> & {
		session: object;
	}): TrueRecord {
		const requestId = randomUUID();
		const { keyIdentifier, sessionId } = fields;
		const record = {
			...fields,
			requestId,
			fleetId: this.ledger.cards.get(keyIdentifier)?.fleetId ?? '',
			body: {
				...chargeDetailRecord(sessionId, requestId),
				session,
				chargingKey: { keyIdentifier },
			},
			attempts: 0,
			isAcknowledged: false,
		};
		this.ledger.records.set(requestId, record);
		this.timeline.note('record', requestId, `of session ${sessionId}`);
		return record;
	}

	private async sendRecord(record: TrueRecord): Promise<void> {
		const [sender] = this.senders;
		const { status, ms } = await this.call(sender, this.urls.records(), record.body);
		record.attempts++;
		if (status === 200) record.isAcknowledged = true;
		this.timeline.note(
			'record',
			record.requestId,
			`${status ?? 'no answer'} after ${Math.round(ms)} ms`,
		);
	}
}
