import type { Workflow } from '../../host/workflowFile.mts';
import { enterRows } from '../support/dataTable.mts';
import { fieldsSetTo, withParameters } from '../support/parameters.mts';

export const workflowFile = 'authorize-session.json';
export const trigger = 'Real-time authorization';

/** A workflow that adds keys to the table of blocked keys, started by its node "Start". */
export function blockedKeys(keys: string[]): Workflow {
	return enterRows(
		'Blocked keys',
		keys.map((keyIdentifier) => ({ keyIdentifier, note: 'Lost' })),
	);
}

/** The workflow, taking the key from another field of the request. */
export function keyTakenFrom(workflow: Workflow, value: string): Workflow {
	return withParameters(workflow, 'Key of the request', fieldsSetTo({ key: value }));
}
