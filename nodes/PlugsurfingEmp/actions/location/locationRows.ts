import type { IDataObject } from 'n8n-workflow';

import type { Location } from '../../api/locations';
import { connectorsOf } from './results';
import { simplifiedConnectors, simplifiedLocation } from './simplifiedLocation';

/**
 * Returns the output rows of a location.
 *
 * @param position fields that say where it is, such as its distance
 * @param output `locations` for one row, `connectors` for one per connector
 */
export function locationRows(
	location: Location,
	position: IDataObject,
	{ output, simplify }: { output: string; simplify: boolean },
): IDataObject[] {
	if (output === 'connectors') {
		return (simplify ? simplifiedConnectors : connectorsOf)(location, position);
	}
	return [{ ...(simplify ? simplifiedLocation(location) : location), ...position }];
}
