import { DateTime } from 'luxon';
import { Random } from './random.mts';
import { TARIFFS, type Tariff } from './tariff.mts';

export const ZONE = 'Europe/Berlin';
export const MONTH = '2026-10';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FLEETS = ['fleet-north', 'fleet-south', 'fleet-east', 'fleet-west'];
/** Per driver and day. */
const TURNOVER = 0.004;

export interface WorldOptions {
	/** How many days, up to the end of the month. */
	days: number;
	sessions: number;
	drivers: number;
	orders: number;
	seed: number;
}

export interface Driver {
	keyIdentifier: string;
	visualNumber: string;
	contractId: string;
	fleetId: string;
}

export interface PlannedSession {
	connectorId: string;
	/** The driver's app calls the customer's webhook, an agent in a chat starts it, or the driver holds a card to the charger. */
	startedBy: 'app' | 'agent' | 'card';
	/** Whether the operator of the charger asks for authorization. */
	isAuthorized: boolean;
	/** Picks one of the drivers present: from 0 to 1. */
	driver: number;
	chargesForMs: number;
	isEmpty: boolean;
	tariff: Tariff;
	/** Whether its record includes energy and price. If not, the customer looks them up. */
	isRecordPriced: boolean;
	isRefunded: boolean;
	areEventsSwapped: boolean;
	isRecordRepeated: boolean;
}

/** Something that happens at a time of the month. */
export type Happening = { at: number } & (
	| { kind: 'session'; session: PlannedSession }
	| { kind: 'joiner'; driver: Driver }
	| { kind: 'leaver'; driver: number }
	| { kind: 'lost card'; driver: number; newCard: Pick<Driver, 'keyIdentifier' | 'visualNumber'> }
	| { kind: 'order'; orderId: string }
	| { kind: 'location change'; location: number }
);

export interface World {
	start: number;
	end: number;
	drivers: Driver[];
	/** In order of time. */
	happenings: Happening[];
}

/** Draws a month from the seed. */
export function drawWorld(options: WorldOptions): World {
	const last = DateTime.fromFormat(MONTH, 'yyyy-MM', { zone: ZONE }).plus({ months: 1 });
	const [start, end] = [last.minus({ days: options.days }).toMillis(), last.toMillis()];
	const random = new Random(options.seed, 'world');
	let cards = 0;
	const card = () => {
		const number = ++cards;
		return {
			keyIdentifier: `04${number.toString(16).padStart(12, '0')}`,
			visualNumber: `V-${number}`,
		};
	};
	const driver = (): Driver => {
		const own = card();
		const contractId = `DE-8PS-C${String(cards).padStart(7, '0')}-1`;
		return { ...own, contractId, fleetId: random.pick(FLEETS) };
	};
	const anyTime = () => random.integer(start, end - 2 * HOUR);
	const happenings: Happening[] = [];
	const times = (count: number, draw: (number: number) => Happening) => {
		for (let number = 0; number < count; number++) happenings.push(draw(number));
	};

	const drivers = Array.from({ length: options.drivers }, driver);
	const turnover = Math.max(options.days, Math.round(options.drivers * TURNOVER * options.days));
	times(options.sessions, (number) => ({
		kind: 'session',
		at: sessionStart(random, start, end),
		session: drawSession(random, number),
	}));
	times(turnover, () => ({ kind: 'joiner', at: anyTime(), driver: driver() }));
	times(turnover, () => ({ kind: 'leaver', at: anyTime(), driver: random.fraction() }));
	times(Math.ceil(turnover / 2), () => ({
		kind: 'lost card',
		at: anyTime(),
		driver: random.fraction(),
		newCard: card(),
	}));
	times(options.orders, (number) => ({
		kind: 'order',
		at: anyTime(),
		orderId: `order/${number + 1}`,
	}));
	times(2 * options.days, () => ({
		kind: 'location change',
		at: anyTime(),
		location: random.fraction(),
	}));
	happenings.sort((a, b) => a.at - b.at);
	return { start, end, drivers, happenings };
}

/** Most start at any time; some just before midnight, at the month's end, or in the night when the clocks change. */
function sessionStart(random: Random, start: number, end: number): number {
	const clocksChange = DateTime.fromISO('2026-10-25T00:30', { zone: ZONE }).toMillis();
	const special = random.fraction();
	if (special < 0.02) return random.integer(end - HOUR / 2, end - 1);
	if (special < 0.04) {
		const days = Math.round((end - start) / DAY);
		return start + random.integer(1, days) * DAY - random.integer(1, HOUR / 2);
	}
	if (special < 0.06 && clocksChange >= start) return clocksChange + random.integer(0, 3 * HOUR);
	return random.integer(start, end - 1);
}

function drawSession(random: Random, number: number): PlannedSession {
	return {
		connectorId: `connector/${number + 1}`,
		startedBy: drawStart(random.fraction()),
		isAuthorized: random.chance(0.6),
		driver: random.fraction(),
		chargesForMs: random.integer(HOUR / 12, 3 * HOUR),
		isEmpty: random.chance(0.03),
		tariff: random.pick(TARIFFS),
		isRecordPriced: random.chance(0.5),
		isRefunded: random.chance(0.03),
		areEventsSwapped: random.chance(0.1),
		isRecordRepeated: random.chance(0.1),
	};
}

/** Agents start few sessions: each costs n8n several times as much work. */
function drawStart(fraction: number): PlannedSession['startedBy'] {
	if (fraction < 0.03) return 'agent';
	return fraction < 0.4 ? 'app' : 'card';
}
