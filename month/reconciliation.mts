import { arrayAt, at, objectAt, textAt, type JsonObject } from '../host/shape.mts';
import type { LoggedRequest, Simulator } from '../simulator/simulator.mts';
import { groupBy } from './groupBy.mts';
import type { Ledger, TrueRecord } from './ledger.mts';
import { COUNTRIES } from './workflows.mts';
import { MONTH } from './world.mts';

/** What the customer has at the end of the month. */
export interface CustomersBooks {
	records: JsonObject[];
	locations: JsonObject[];
	/** The item of the monthly statement. */
	statement: JsonObject;
	/** How often each order was handed over. */
	orders: ReadonlyMap<string, number>;
}

export interface Difference {
	kind: 'lost' | 'duplicated' | 'wrong';
	/** What the timeline knows it as. */
	subject: string;
	what: string;
}

/** One row of the table: what happened, what the customer has, and how they differ. */
export interface Line {
	what: string;
	ledger: number | string;
	customer: number | string;
	differences: Difference[];
}

/** Compares the customer's books with what really happened. Equal books have no differences in any line. */
export function reconcile(
	ledger: Ledger,
	simulator: Pick<Simulator, 'chargingKeys' | 'orders' | 'locations'>,
	requests: readonly LoggedRequest[],
	books: CustomersBooks,
): Line[] {
	return [
		keysLine(ledger, simulator, requests),
		ordersLine(ledger, simulator, books),
		startsLine(ledger, books),
		recordsLine(ledger, books),
		...moneyLines(ledger, books),
		driversLine(ledger, books),
		toCheckLine(books),
		authorizationsLine(ledger),
		locationsLine(simulator, books),
	];
}

function keysLine(
	{ present, cards }: Ledger,
	{ chargingKeys }: Pick<Simulator, 'chargingKeys'>,
	requests: readonly LoggedRequest[],
): Line {
	const differences: Difference[] = [];
	const wrong = (subject: string, what: string) =>
		differences.push({ kind: 'wrong', subject, what });
	for (const { keyIdentifier, ...wanted } of present) {
		const key = chargingKeys.get(keyIdentifier);
		if (!key?.enabled) {
			const what = key ? 'is disabled' : 'does not exist';
			differences.push({ kind: 'lost', subject: keyIdentifier, what });
		} else if (key.contractId !== wanted.contractId || key.fleetId !== wanted.fleetId) {
			wrong(keyIdentifier, `has contract ${key.contractId} and fleet ${key.fleetId ?? 'none'}`);
		}
	}
	for (const { keyIdentifier, until } of cards.values()) {
		if (until === undefined) continue;
		if (chargingKeys.get(keyIdentifier)?.enabled) wrong(keyIdentifier, 'is still enabled');
	}
	const created = new Map<string, number>();
	for (const { method, pathname, body, status, params, at: time } of requests) {
		if (method === 'POST' && pathname.endsWith('/charging-keys') && status === 200) {
			const key = String(at(body, 'keyIdentifier'));
			created.set(key, (created.get(key) ?? 0) + 1);
		}
		if (method !== 'PUT' || !pathname.endsWith('/disable')) continue;
		const card = cards.get(params['keyIdentifier'] ?? '');
		if (card && (card.until === undefined || time < card.until)) {
			wrong(card.keyIdentifier, 'was disabled although it was on the list');
		}
	}
	for (const [subject, count] of created) {
		if (count > 1)
			differences.push({ kind: 'duplicated', subject, what: `created ${count} times` });
	}
	const enabled = [...chargingKeys].filter((key) => key.enabled).length;
	return { what: 'Enabled keys', ledger: present.length, customer: enabled, differences };
}

function ordersLine(
	{ orderIds }: Ledger,
	simulator: Pick<Simulator, 'orders'>,
	{ orders }: CustomersBooks,
): Line {
	const differences = orderIds.flatMap((subject): Difference[] => {
		const isAssigned = simulator.orders.get(subject)?.status === 'ORDER_ASSIGNED';
		const missing = [
			...(orders.has(subject) ? [] : ['handed over']),
			...(isAssigned ? [] : ['assigned']),
		];
		return missing.map((what) => ({ kind: 'lost', subject, what: `was not ${what}` }));
	});
	return { what: 'Card orders', ledger: orderIds.length, customer: orders.size, differences };
}

/** A start without a 200 may have started a session; then its record settles it. */
function startsLine({ starts, sessions }: Ledger, { records }: CustomersBooks): Line {
	const byConnector = groupBy(sessions.values(), ({ planned }) => planned.connectorId);
	const recorded = new Set(records.map((row) => row['sessionId']));
	const differences = starts.flatMap(({ connectorId, status, sessionId }): Difference[] => {
		const found = byConnector.get(connectorId) ?? [];
		const difference = (kind: Difference['kind'], what: string) => [
			{ kind, subject: connectorId, what },
		];
		if (found.length > 1) return difference('duplicated', `started ${found.length} sessions`);
		const [session] = found;
		if (status === 200 && session?.sessionId !== sessionId) {
			return difference('wrong', `answered session ${sessionId ?? 'none'}`);
		}
		if (session && !recorded.has(session.sessionId)) {
			return difference('lost', `session ${session.sessionId} is not in the records`);
		}
		return [];
	});
	const started = starts.filter(({ connectorId }) => byConnector.has(connectorId)).length;
	const known = starts.filter(({ status }) => status === 200).length;
	return {
		what: 'Sessions started by webhook or agent (of these reported)',
		ledger: started,
		customer: known,
		differences,
	};
}

const FIELDS = [
	...(['sessionId', 'keyIdentifier', 'month', 'energyWh'] as const),
	...(['currency', 'netMinor', 'grossMinor'] as const),
] satisfies (keyof TrueRecord)[];

function recordsLine({ records }: Ledger, books: CustomersBooks): Line {
	const rows = groupBy(books.records, (row) => textAt(row, 'requestId'));
	const differences: Difference[] = [];
	for (const [subject, record] of records) {
		const [row, ...others] = rows.get(subject) ?? [];
		if (!row) {
			const answered = record.isAcknowledged ? 'acknowledged' : 'never acknowledged';
			differences.push({ kind: 'lost', subject, what: `has no row; ${answered}` });
			continue;
		}
		if (others.length > 0) {
			differences.push({ kind: 'duplicated', subject, what: `has ${others.length + 1} rows` });
		}
		for (const field of FIELDS) {
			if (row[field] === record[field]) continue;
			const what = `${field} is ${String(row[field])} instead of ${record[field]}`;
			differences.push({ kind: 'wrong', subject, what });
		}
	}
	for (const subject of rows.keys()) {
		if (!records.has(subject)) differences.push({ kind: 'wrong', subject, what: 'is unknown' });
	}
	const what = 'Charge detail records';
	return { what, ledger: records.size, customer: books.records.length, differences };
}

/** Minor units of an amount with two decimals. */
function minor(amount: string): number {
	return Number(amount.replace('.', ''));
}

function ofTheMonth({ records }: Ledger): TrueRecord[] {
	return [...records.values()].filter(({ month }) => month === MONTH);
}

function sums(records: readonly TrueRecord[]) {
	const net = records.reduce((sum, { netMinor }) => sum + netMinor, 0);
	const gross = records.reduce((sum, { grossMinor }) => sum + grossMinor, 0);
	return { net, gross };
}

function moneyLines(ledger: Ledger, { statement }: CustomersBooks): Line[] {
	const label = (fleetId: string, currency: string) => `${fleetId}, ${currency}`;
	const truth = groupBy(ofTheMonth(ledger), ({ fleetId, currency }) => label(fleetId, currency));
	const totals = new Map(
		arrayAt(statement, 'totals').map((total) => [
			label(textAt(total, 'fleetId'), textAt(total, 'currency')),
			{ net: minor(textAt(total, 'net')), gross: minor(textAt(total, 'gross')) },
		]),
	);
	return [...new Set([...truth.keys(), ...totals.keys()])].sort().map((subject) => {
		const { net, gross } = sums(truth.get(subject) ?? []);
		const total = totals.get(subject);
		const off = [gross - (total?.gross ?? 0), net - (total?.net ?? 0)];
		return {
			what: `Gross in minor units: ${subject}`,
			ledger: gross,
			customer: total?.gross ?? 'none',
			differences: off.every((cents) => cents === 0)
				? []
				: [{ kind: 'wrong', subject, what: `gross and net are off by ${off.join(' and ')}` }],
		};
	});
}

function driversLine(ledger: Ledger, { statement }: CustomersBooks): Line {
	const name = (contractId: string, currency: string) => `${contractId} ${currency}`;
	const truth = groupBy(ofTheMonth(ledger), ({ keyIdentifier, currency }) =>
		name(ledger.cards.get(keyIdentifier)?.contractId ?? '', currency),
	);
	const lines = arrayAt(statement, 'lines').map((line) => objectAt(line));
	const differences: Difference[] = [];
	for (const line of lines) {
		const subject = name(textAt(line, 'driver'), textAt(line, 'currency'));
		const records = truth.get(subject) ?? [];
		const energy = records.reduce((sum, { energyWh }) => sum + energyWh, 0);
		const sessions = new Set(records.map(({ sessionId }) => sessionId)).size;
		const expected = [sums(records).gross, energy, sessions];
		const found = [
			...[minor(textAt(line, 'gross')), Number(textAt(line, 'kWh').replace('.', ''))],
			line['sessions'],
		];
		if (JSON.stringify(expected) === JSON.stringify(found)) continue;
		const what = `has ${found.join(', ')} instead of ${expected.join(', ')}`;
		differences.push({ kind: 'wrong', subject, what });
	}
	if (lines.length < truth.size) {
		differences.push({ kind: 'lost', subject: 'statement', what: 'some drivers are missing' });
	}
	const what = 'Drivers on the statement, per currency';
	return { what, ledger: truth.size, customer: lines.length, differences };
}

function toCheckLine({ statement }: CustomersBooks): Line {
	const toCheck = arrayAt(statement, 'toCheck');
	return {
		what: 'To check on the statement',
		ledger: 0,
		customer: toCheck.length,
		differences: toCheck.map((line) => ({
			kind: 'lost',
			subject: textAt(line, 'requestId') || textAt(line, 'sessionId'),
			what: textAt(line, 'reason'),
		})),
	};
}

function authorizationsLine({ authorizations, cards }: Ledger): Line {
	const answered = authorizations.filter(({ verdict }) => verdict !== '');
	const differences = answered.flatMap(({ keyIdentifier, verdict, askedAt }): Difference[] => {
		const { blockedAt = Infinity } = cards.get(keyIdentifier) ?? {};
		if (verdict === (askedAt > blockedAt ? 'BLOCKED' : 'ALLOWED')) return [];
		return [{ kind: 'wrong', subject: keyIdentifier, what: `was answered ${verdict}` }];
	});
	return {
		what: 'Authorizations (of these answered in time)',
		ledger: authorizations.length,
		customer: answered.length,
		differences,
	};
}

function locationsLine({ locations }: Pick<Simulator, 'locations'>, books: CustomersBooks): Line {
	const truth = [...locations].filter(({ country = '' }) => COUNTRIES.includes(country));
	const rows = groupBy(books.locations, (row) => textAt(row, 'locationId'));
	const differences = truth.flatMap(({ id, name, last_updated }): Difference[] => {
		const [row, ...others] = rows.get(id) ?? [];
		if (!row) return [{ kind: 'lost', subject: id, what: 'has no row' }];
		if (others.length > 0) return [{ kind: 'duplicated', subject: id, what: 'has several rows' }];
		if (row['name'] === name && row['lastUpdated'] === last_updated) return [];
		return [{ kind: 'wrong', subject: id, what: `is ${String(row['name'])} instead of ${name}` }];
	});
	const what = 'Mirrored locations';
	return { what, ledger: truth.length, customer: books.locations.length, differences };
}
