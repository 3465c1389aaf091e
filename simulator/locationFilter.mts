import type { Connector, Evse, Location, LocationFilters } from './schemas.mts';

/** What is not documented: a location matches if one of its connectors meets all that is asked of it at once. */

function evseMatches(evse: Evse, { locationStatuses, capabilities }: LocationFilters): boolean {
	if (locationStatuses && !locationStatuses.includes(evse.status ?? 'UNKNOWN')) return false;
	return (capabilities ?? []).every((capability) => evse.capabilities?.includes(capability));
}

function connectorMatches(connector: Connector, filters: LocationFilters): boolean {
	const { connectorStandards, powerType, power } = filters;
	if (connectorStandards && !connectorStandards.includes(connector.standard ?? '')) return false;
	if (powerType && !hasPowerType(connector, powerType)) return false;
	return power === undefined || (connector.power ?? 0) >= power;
}

/** A connector says `AC_3_PHASE` where a filter says `AC`. */
export function hasPowerType({ power_type }: Connector, wanted: string): boolean {
	return (power_type ?? '').startsWith(wanted);
}

/** The charging points that match, each with the connectors that do. */
function matchingEvses(location: Location, filters: LocationFilters): Evse[] {
	return location.evses
		.filter((evse) => evseMatches(evse, filters))
		.map((evse) => ({
			...evse,
			connectors: evse.connectors.filter((connector) => connectorMatches(connector, filters)),
		}))
		.filter(({ connectors }) => connectors.length > 0);
}

/**
 * The location as a search answers it, or nothing if it does not match.
 *
 * @param matchingOnly without the charging points and connectors that do not match
 */
export function filtered(
	location: Location,
	filters: LocationFilters,
	matchingOnly: boolean,
): Location | undefined {
	const { open247 } = filters;
	if (open247 !== undefined && location.opening_times?.twentyfourseven !== open247)
		return undefined;
	const evses = matchingEvses(location, filters);
	if (evses.length === 0) return undefined;
	return matchingOnly ? { ...location, evses } : location;
}
