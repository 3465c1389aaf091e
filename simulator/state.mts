import { ChargingKeyStore } from './chargingKeyStore.mts';
import { Cursors } from './cursor.mts';
import { LocationStore } from './locationStore.mts';
import type { SimulatorOptions } from './options.mts';
import { OrderStore } from './orderStore.mts';
import { SessionStore } from './sessionStore.mts';

/** Everything the API knows. A reset makes a new one. */
export class State {
	readonly chargingKeys: ChargingKeyStore;
	readonly orders: OrderStore;
	readonly sessions: SessionStore;
	readonly locations: LocationStore;
	readonly cursors: Cursors;
	readonly now: () => number;

	constructor({ keys, fleets, orders, locations, seed, sessionPace, now }: SimulatorOptions) {
		this.chargingKeys = new ChargingKeyStore(keys, fleets, seed, now);
		this.orders = new OrderStore(orders, seed, now);
		this.locations = new LocationStore(locations, seed);
		this.sessions = new SessionStore(sessionPace, seed, now, this.locations);
		this.cursors = new Cursors(seed);
		this.now = now;
	}
}
