import { ChargingKeyStore } from './chargingKeyStore.mts';
import { Cursors } from './cursor.mts';
import { LocationStore } from './locationStore.mts';
import type { SimulatorOptions } from './options.mts';
import type { Order } from './schemas.mts';
import { seededOrders } from './seededOrder.mts';
import { SessionStore } from './sessionStore.mts';
import { Store } from './store.mts';

export interface StoredFleet {
	fleetId: string;
	fleetName?: string;
}

/** The state of the API. A reset creates a new one. */
export class State {
	readonly chargingKeys: ChargingKeyStore;
	readonly fleets: Map<string, StoredFleet>;
	readonly orders: Store<Order>;
	readonly sessions: SessionStore;
	readonly locations: LocationStore;
	readonly cursors: Cursors;
	readonly now: () => number;

	constructor(options: SimulatorOptions) {
		const { keys, fleets, orders, locations, seed, now } = options;
		this.chargingKeys = new ChargingKeyStore(keys, fleets, seed, now);
		this.fleets = new Map(this.chargingKeys.fleetIds.map((fleetId) => [fleetId, { fleetId }]));
		this.orders = new Store(({ id }) => id, seededOrders(orders, seed, now()), now);
		this.locations = new LocationStore(locations, seed, now);
		this.sessions = new SessionStore(options, this.locations);
		this.cursors = new Cursors(seed);
		this.now = now;
	}
}
