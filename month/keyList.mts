import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '../host/shape.mts';
import type { Clock } from './clock.mts';
import type { Customer } from './customer.mts';
import type { Card, Ledger } from './ledger.mts';
import type { Timeline } from './timeline.mts';
import type { Driver } from './world.mts';

const TABLE = 'Charging keys';
const ROWS_AT_ONCE = 500;
const REMOVED_AT_ONCE = 50;
const PATIENCE_MS = 120_000;

/**
 * The customer's list of wanted keys, a data table. It is imported once a day from what the personnel department knows: while
 * someone changes the list, n8n cannot read it.
 */
export class KeyList {
	private editing: Promise<void> = Promise.resolve();
	private joiners: { driver: Driver; what: string }[] = [];
	private leavers: string[] = [];

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

	add(driver: Driver): void {
		this.joiners.push({ driver, what: 'joins' });
	}

	/** Takes a card off the list; a lost one is blocked at once and replaced. */
	async takeOff(
		card: Card,
		newCard: Pick<Card, 'keyIdentifier' | 'visualNumber'> | undefined,
	): Promise<void> {
		const { keyIdentifier, contractId, fleetId } = card;
		this.timeline.note('key', keyIdentifier, newCard ? 'is lost' : 'leaves');
		this.leavers.push(keyIdentifier);
		if (!newCard) return;
		const what = `replaces ${keyIdentifier}`;
		this.joiners.push({ driver: { ...newCard, contractId, fleetId }, what });
		const { tables } = this.customer;
		const row = { keyIdentifier, note: 'lost' };
		await this.inTurn(() => persist(() => tables.insert('Blocked keys', [row])));
		card.blockedAt = this.clock.now();
	}

	/** Enters the joiners and removes the leavers since the last time. */
	import(): Promise<void> {
		return this.inTurn(async () => {
			const { tables } = this.customer;
			const joiners = this.joiners.splice(0);
			const leavers = this.leavers.splice(0);
			await persist(async () => {
				for (let first = 0; first < leavers.length; first += REMOVED_AT_ONCE) {
					const some = leavers.slice(first, first + REMOVED_AT_ONCE);
					await tables.remove(TABLE, 'keyIdentifier', some);
				}
			});
			await this.insertMissing(joiners.map(({ driver }) => rowOf(driver)));
			for (const { driver, what } of joiners) {
				this.ledger.join(driver, this.clock.now());
				this.timeline.note('key', driver.keyIdentifier, what);
			}
		});
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
			await persist(() => tables.remove(TABLE, 'id', [rest[0]?.['id']], 'gte'));
			const sync = await persist(() => this.customer.run('sync', 'Start by hand'));
			note(`Sync of the rest: ${sync.error || 'no error'}`);
			await this.insertMissing(rest.map(rowOf));
			note('all rows are back');
		});
	}

	private inTurn(action: () => Promise<void>): Promise<void> {
		const done = this.editing.then(action);
		this.editing = done.catch(() => undefined);
		return done;
	}

	/** Inserts rows, each once, even if n8n is killed meanwhile. */
	private insertMissing(rows: JsonObject[]): Promise<void> {
		return persist(async () => {
			const listed = await this.customer.tables.rows(TABLE);
			const known = new Set(listed.map((row) => row['keyIdentifier']));
			await this.insert(rows.filter((row) => !known.has(row['keyIdentifier'])));
		});
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
