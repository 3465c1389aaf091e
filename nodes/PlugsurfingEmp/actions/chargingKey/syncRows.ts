import type { ItemParameters } from '../../parameters/itemParameters';
import type { WholeInput } from '../operation';
import { readKey } from './keyFields';
import type { WantedKey } from './syncPlan';

/** The wanted keys of the input, and the item of each. */
export interface SyncRows {
	wanted: WantedKey[];
	/** The item of each wanted key. */
	items: number[];
	/** Number of empty rows, such as those below the last line of a spreadsheet. */
	blank: number;
}

const ROW_FIELDS = ['keyIdentifier', 'visualNumber'];
const OPTIONAL_ROW_FIELDS = [
	'additionalFields.contractId',
	'additionalFields.enabled',
	'additionalFields.fleetId',
];

/** Returns whether all mapped fields of an item are empty. Constant values do not count. */
function isBlank(item: ItemParameters): boolean {
	const mapped = OPTIONAL_ROW_FIELDS.filter((path) => item.isExpression(path));
	return [...ROW_FIELDS, ...mapped].every((path) => item.isEmpty(path));
}

function readRow(item: ItemParameters, fleetId: string | undefined): WantedKey {
	const key = readKey(item);
	if (fleetId !== undefined && key.fleetId !== undefined && key.fleetId !== fleetId) {
		throw item.invalidParameter(
			'additionalFields.fleetId',
			`must be empty or "${fleetId}", the Fleet ID of the node`,
			key.fleetId,
		);
	}
	return fleetId === undefined ? key : { ...key, fleetId };
}

/**
 * Reads and validates all rows. Invalid rows fail, each with its own error; the others are returned.
 *
 * @param fleetId the fleet for rows without one
 */
export async function readRows(input: WholeInput, fleetId: string | undefined): Promise<SyncRows> {
	const rows: SyncRows = { wanted: [], items: [], blank: 0 };
	await input.readItems(
		(item) => {
			if (isBlank(item)) {
				rows.blank += 1;
				input.skip(item.index);
				return;
			}
			rows.wanted.push(readRow(item, fleetId));
			rows.items.push(item.index);
		},
		(item) => ({ keyIdentifier: item.label('keyIdentifier') }),
	);
	return rows;
}
