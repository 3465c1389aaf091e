import { ChargingKeyStore } from './chargingKeyStore.mts';
import { Cursors } from './cursor.mts';
import { FleetStore } from './fleetStore.mts';
import { LocationStore } from './locationStore.mts';
import type { SimulatorOptions } from './options.mts';
import { OrderStore } from './orderStore.mts';
import { PRODUCTS } from './seededProducts.mts';
import type { Product } from './schemas.mts';
import { SessionStore } from './sessionStore.mts';

/** The state of the API. A reset creates a new one. */
export class State {
	readonly chargingKeys: ChargingKeyStore;
	readonly fleets: FleetStore;
	readonly products: readonly Product[] = PRODUCTS;
	readonly orders: OrderStore;
	readonly sessions: SessionStore;
	readonly locations: LocationStore;
	readonly cursors: Cursors;
	readonly now: () => number;

	constructor(options: SimulatorOptions) {
		const { keys, fleets, orders, locations, seed, now } = options;
		this.chargingKeys = new ChargingKeyStore(keys, fleets, seed, now);
		this.fleets = new FleetStore(this.chargingKeys.fleetIds);
		this.orders = new OrderStore(orders, seed, now);
		this.locations = new LocationStore(locations, seed);
		this.sessions = new SessionStore(options, this.locations);
		this.cursors = new Cursors(seed);
		this.now = now;
	}
}
