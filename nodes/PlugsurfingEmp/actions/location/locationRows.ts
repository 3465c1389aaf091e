import type { IDataObject } from 'n8n-workflow';

import type { Location } from '../../api/locations';
import { connectorsOf } from './results';
import { simplifiedConnectors, simplifiedLocation } from './simplifiedLocation';

/**
 * A location that a search has found, as output rows.
 *
 * @param position where it is from what was searched around, such as its distance
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
