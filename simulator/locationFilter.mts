import type { Connector, Evse, Location, LocationFilters } from './schemas.mts';

/** *Inferred*: a location matches if one of its connectors meets all filters. */

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

/** Returns whether a connector has a power type: `AC_3_PHASE` matches the filter `AC`. */
export function hasPowerType({ power_type }: Connector, wanted: string): boolean {
	return (power_type ?? '').startsWith(wanted);
}

/** Returns the matching charging points, each with its matching connectors. */
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
 * Returns the location as a search result, or undefined if it does not match.
 *
 * @param matchingOnly whether to omit charging points and connectors that do not match
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
