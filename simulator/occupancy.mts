import type { Evse, Location } from './schemas.mts';

/** Returns the current status of a session's charging point; undefined if it has not charged yet. */
export type StatusNow = () => 'OCCUPIED' | 'AVAILABLE' | undefined;

interface Use {
	connectorId: string;
	statusNow: StatusNow;
}

/**
 * Charging points occupied by sessions, by position of their location. The status is computed when the location
 * is read.
 */
export class Occupancy {
	private readonly uses = new Map<number, Use[]>();

	/** Makes the status of the connector's charging point follow a session. */
	add(position: number, use: Use): void {
		const known = this.uses.get(position) ?? [];
		const isOver = ({ connectorId, statusNow }: Use) =>
			connectorId === use.connectorId && statusNow() === 'AVAILABLE';
		// Keeps one ended session: without it, the status would revert to that before the first session.
		const over = known.filter(isOver).slice(0, 1);
		this.uses.set(position, [...over, ...known.filter((one) => !isOver(one)), use]);
	}

	/** Removes all sessions at a location. */
	forget(position: number): void {
		this.uses.delete(position);
	}

	/** Returns a copy of a location with the status of its sessions. */
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
