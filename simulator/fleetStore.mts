export interface StoredFleet {
	fleetId: string;
	fleetName?: string;
}

/** All fleets, those of the seeded keys first. */
export class FleetStore implements Iterable<StoredFleet> {
	private readonly fleets: Map<string, StoredFleet>;

	constructor(ids: readonly string[]) {
		this.fleets = new Map(ids.map((fleetId) => [fleetId, { fleetId }]));
	}

	[Symbol.iterator](): Iterator<StoredFleet> {
		return this.fleets.values();
	}

	get(fleetId: string): StoredFleet | undefined {
		return this.fleets.get(fleetId);
	}

	put(fleet: StoredFleet): StoredFleet {
		this.fleets.set(fleet.fleetId, fleet);
		return fleet;
	}
}
