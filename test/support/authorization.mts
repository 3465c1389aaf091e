import type { DataTables } from '../../host/dataTables.mts';
import type { Workflow } from '../../host/workflowFile.mts';
import { fieldsSetTo, withParameters } from './parameters.mts';

export const workflowFile = 'authorize-session.json';
export const trigger = 'Real-time authorization';

/** Adds keys to the table of blocked keys, as its user does. */
export function block(tables: DataTables, keys: string[]): Promise<void> {
	return tables.insert(
		'Blocked keys',
		keys.map((keyIdentifier) => ({ keyIdentifier, note: 'Lost' })),
	);
}

/** The workflow, taking the key from another field of the request. */
export function keyTakenFrom(workflow: Workflow, value: string): Workflow {
	return withParameters(workflow, 'Key of the request', fieldsSetTo({ key: value }));
}
