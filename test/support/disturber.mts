import { Random } from '../../month/random.mts';
import type { Simulator } from '../../simulator/simulator.mts';
import { keyNamed } from './pageExamples.mts';

const START = Date.parse('2040-06-01T00:00:00.000Z');
const MINUTE_MS = 60_000;

/**
 * Changes orders and charging keys at random and logs the changes. Nothing is changed twice, because
 * several changes between two polls count as one.
 */
export class Disturber {
	readonly log: string[] = [];
	private readonly keys: string[];
	private readonly orders: string[];
	private readonly random: Random;
	private count = 0;

	constructor(
		private readonly simulator: Simulator,
		seed: number,
	) {
		this.random = new Random(seed, 'disturber');
		this.keys = [...simulator.chargingKeys].map(({ keyIdentifier }) => keyIdentifier);
		this.orders = [...simulator.orders].map(({ id }) => id);
	}

	/** From 0 up to, but not including, `limit`. */
	upTo(limit: number): number {
		return this.random.integer(0, limit - 1);
	}

	oneIn(chances: number): boolean {
		return this.upTo(chances) === 0;
	}

	pick<T>(from: readonly T[]): T {
		return this.random.pick(from);
	}

	change(times: number): void {
		for (let time = 0; time < times; time++) {
			this.count += 1;
			this.pick([this.addKey, this.changeKey, this.removeKey, this.addOrder, this.changeOrder])();
		}
	}

	private readonly addKey = (): void => {
		const keyIdentifier = `added-${this.count}`;
		this.simulator.chargingKeys.add(keyNamed(keyIdentifier));
		this.log.push(`chargingKeyAdded ${keyIdentifier}`);
	};

	private readonly changeKey = (): void => {
		const keyIdentifier = this.take(this.keys);
		const { chargingKeys } = this.simulator;
		const enabled = !chargingKeys.get(keyIdentifier)?.enabled;
		chargingKeys.change(
			keyIdentifier,
			this.pick([
				{ enabled },
				{ contractId: `DE-8PS-X${this.count}` },
				{ validTo: new Date(START + this.count * MINUTE_MS).toISOString() },
			]),
		);
		this.log.push(`chargingKeyChanged ${keyIdentifier}`);
	};

	private readonly removeKey = (): void => {
		const keyIdentifier = this.take(this.keys);
		this.simulator.chargingKeys.remove(keyIdentifier);
		this.log.push(`chargingKeyRemoved ${keyIdentifier}`);
	};

	private readonly addOrder = (): void => {
		const id = `order-${this.count}`;
		const created = new Date(START + this.count * MINUTE_MS).toISOString();
		this.simulator.orders.add({ id, created, updated: created, status: 'ORDER_CREATED' });
		this.log.push(`orderCreated ${id}`);
	};

	private readonly changeOrder = (): void => {
		const id = this.take(this.orders);
		const updated = new Date(START + this.count * MINUTE_MS).toISOString();
		this.simulator.orders.change(id, this.pick([{ status: 'SHIPPED' }, { updated }]));
		this.log.push(`orderUpdated ${id}`);
	};

	private take(from: string[]): string {
		const [taken] = from.splice(this.upTo(from.length), 1);
		if (taken === undefined) throw new Error('Everything has been changed');
		return taken;
	}
}
