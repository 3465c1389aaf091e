import { DateTime } from 'luxon';
import { ZONE, type Driver, type PlannedSession } from './world.mts';

/** A key that a driver has or had. */
export interface Card extends Driver {
	from: number;
	/** When the customer took it off the list. */
	until?: number;
	/** When the customer blocked it. */
	blockedAt?: number;
}

export interface TrueSession {
	sessionId: string;
	planned: PlannedSession;
	keyIdentifier: string;
	/** Whether n8n has accepted one of its events. */
	isEventAccepted: boolean;
}

export interface TrueRecord {
	requestId: string;
	sessionId: string;
	keyIdentifier: string;
	fleetId: string;
	/** Such as `2026-10`. */
	month: string;
	energyWh: number;
	currency: string;
	netMinor: number;
	grossMinor: number;
	body: Record<string, unknown>;
	attempts: number;
	isAcknowledged: boolean;
}

/** A request of the driver's app to start a session, and what the customer answered. 0 is no answer. */
export interface StartRequest {
	connectorId: string;
	status: number;
	sessionId?: string;
}

export interface Authorization {
	keyIdentifier: string;
	/** `ALLOWED`, `BLOCKED`, or empty without an answer in time. */
	verdict: string;
	askedAt: number;
}

/** What really happened. No workflow sees it. */
export class Ledger {
	/** The drivers on the customer's list. */
	readonly present: Card[] = [];
	readonly cards = new Map<string, Card>();
	readonly sessions = new Map<string, TrueSession>();
	readonly records = new Map<string, TrueRecord>();
	readonly starts: StartRequest[] = [];
	readonly authorizations: Authorization[] = [];
	readonly orderIds: string[] = [];

	join(driver: Driver, from: number): void {
		const card = { ...driver, from };
		this.present.push(card);
		this.cards.set(card.keyIdentifier, card);
	}

	/** Takes a driver off the list. */
	leave(card: Card, until: number): void {
		this.present.splice(this.present.indexOf(card), 1);
		card.until = until;
	}

	/** A driver on the list, by a number from 0 to 1. */
	pick(fraction: number): Card | undefined {
		return this.present[Math.floor(fraction * this.present.length)];
	}
}

/** The customer's month that a session belongs to. */
export function monthOf(startTime: string): string {
	return DateTime.fromISO(startTime, { zone: ZONE }).toFormat('yyyy-MM');
}
