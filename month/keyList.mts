import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '../host/shape.mts';
import type { Clock } from './clock.mts';
import type { Customer } from './customer.mts';
import type { Card, Ledger } from './ledger.mts';
import type { Timeline } from './timeline.mts';
import type { Driver } from './world.mts';

const TABLE = 'Charging keys';
const ROWS_AT_ONCE = 500;
const PATIENCE_MS = 120_000;

/** The customer's list of wanted keys, a data table. One person at a time changes it, and tries again while n8n is away. */
export class KeyList {
	private editing: Promise<void> = Promise.resolve();

	constructor(
		private readonly customer: Customer,
		private readonly ledger: Ledger,
		private readonly clock: Clock,
		private readonly timeline: Timeline,
	) {}

	/** The drivers at the beginning. */
	async fill(drivers: readonly Driver[]): Promise<void> {
		await this.insert(drivers.map(rowOf));
	}

	add(driver: Driver): Promise<void> {
		return this.edit(async () => {
			await this.insert([rowOf(driver)]);
			this.ledger.join(driver, this.clock.now());
			this.timeline.note('key', driver.keyIdentifier, 'joins');
		});
	}

	/** Takes a card off the list; a lost one is blocked at once and replaced. */
	async takeOff(
		card: Card,
		newCard: Pick<Card, 'keyIdentifier' | 'visualNumber'> | undefined,
	): Promise<void> {
		const { tables } = this.customer;
		const { keyIdentifier, contractId, fleetId } = card;
		this.timeline.note('key', keyIdentifier, newCard ? 'is lost' : 'leaves');
		if (newCard) {
			await this.edit(() => tables.insert('Blocked keys', [{ keyIdentifier, note: 'lost' }]));
			card.blockedAt = this.clock.now();
		}
		await this.edit(() => tables.remove(TABLE, 'keyIdentifier', keyIdentifier));
		if (!newCard) return;
		const replacement = { ...newCard, contractId, fleetId };
		await this.edit(() => this.insert([rowOf(replacement)]));
		this.ledger.join(replacement, this.clock.now());
		this.timeline.note('key', replacement.keyIdentifier, `replaces ${keyIdentifier}`);
	}

	/**
	 * An import goes wrong: the list lacks rows, and Sync runs just then. Afterwards they are back.
	 *
	 * @param kept the part of the list that is left: from 0 to 1
	 */
	cut(kept: number): Promise<void> {
		return this.inTurn(async () => {
			const { tables } = this.customer;
			const note = (what: string) => {
				this.timeline.note('list', '', what);
			};
			const whole = await persist(() => tables.rows(TABLE));
			const rest = whole.slice(Math.floor(kept * whole.length));
			note(`${rest.length} of ${whole.length} rows are missing`);
			await persist(() => tables.remove(TABLE, 'id', rest[0]?.['id'], 'gte'));
			const sync = await persist(() => this.customer.run('sync', 'Start by hand'));
			note(`Sync of the rest: ${sync.error || 'no error'}`);
			await persist(async () => {
				const rows = await tables.rows(TABLE);
				const left = new Set(rows.map((row) => row['keyIdentifier']));
				await this.insert(rest.filter((row) => !left.has(row['keyIdentifier'])).map(rowOf));
			});
			note('all rows are back');
		});
	}

	private edit(action: () => Promise<void>): Promise<void> {
		return this.inTurn(() => persist(action));
	}

	private inTurn(action: () => Promise<void>): Promise<void> {
		const done = this.editing.then(action);
		this.editing = done.catch(() => undefined);
		return done;
	}

	private async insert(rows: JsonObject[]): Promise<void> {
		for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
			await this.customer.tables.insert(TABLE, rows.slice(first, first + ROWS_AT_ONCE));
		}
	}
}

/** The columns that a customer fills in. */
function rowOf(source: Driver | JsonObject): JsonObject {
	const { keyIdentifier, visualNumber, contractId, fleetId } = source;
	return { keyIdentifier, visualNumber, contractId, fleetId, enabled: true };
}

async function persist<T>(action: () => Promise<T>): Promise<T> {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		try {
			return await action();
		} catch (error) {
			if (Date.now() > deadline) throw error;
			await pause(500);
		}
	}
}
