import type { Evse, Location } from './schemas.mts';

/** What a session makes of its charging point at this moment; undefined if it did not charge there yet. */
export type StatusNow = () => 'OCCUPIED' | 'AVAILABLE' | undefined;

interface Use {
	connectorId: string;
	statusNow: StatusNow;
}

/**
 * Which charging points sessions occupy, by the position of their location. The status is read when the location is,
 * so a session costs nothing but its entry here.
 */
export class Occupancy {
	private readonly uses = new Map<number, Use[]>();

	/** From now on, the status of the connector's charging point follows a session. */
	add(position: number, use: Use): void {
		const known = this.uses.get(position) ?? [];
		const isOver = ({ connectorId, statusNow }: Use) =>
			connectorId === use.connectorId && statusNow() === 'AVAILABLE';
		// One that is over has to stay: without it, the status from before the first session would come back.
		const over = known.filter(isOver).slice(0, 1);
		this.uses.set(position, [...over, ...known.filter((one) => !isOver(one)), use]);
	}

	/** No session counts any more at this location. */
	forget(position: number): void {
		this.uses.delete(position);
	}

	/** The location as it is with its sessions. The given one stays as it is. */
	applied(position: number, location: Location): Location {
		const uses = this.uses.get(position);
		if (!uses) return location;
		const evses = location.evses.map((evse) => {
			const status = statusOf(evse, uses);
			return status === undefined ? evse : { ...evse, status };
		});
		return { ...location, evses };
	}
}

function statusOf({ connectors }: Evse, uses: readonly Use[]): ReturnType<StatusNow> {
	const statuses = uses
		.filter(({ connectorId }) => connectors.some(({ id }) => id === connectorId))
		.map(({ statusNow }) => statusNow());
	return statuses.find((status) => status === 'OCCUPIED') ?? statuses.find(Boolean);
}
