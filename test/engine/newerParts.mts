import * as core from 'n8n-core';
import { NodeOperationError, type IDataObject } from 'n8n-workflow';

import { emp } from './bareWorkflow.mts';

/** For tests of a part of n8n that older versions lack. Where it is missing they are skipped, and counted as such. */
function ifThere(there: boolean) {
	return there ? { test, describe } : { test: test.skip, describe: describe.skip };
}

/** n8n reads the schemas of a node's outputs. */
export const outputSchemas = ifThere('loadOutputSchema' in core);

/** n8n tells a poll how long it may take. */
export const pollBudget = ifThere('getPollBudgetMs' in core.PollContext.prototype);

/** What an item on the error output has beside its error and message: n8n before 2.36 takes nothing else. */
export function detailsOnErrorOutput(details: IDataObject): { details?: IDataObject } {
	return 'failure' in new NodeOperationError(emp(), '') ? { details } : {};
}
