import * as core from 'n8n-core';

/** For tests of a part of n8n that older versions lack. Where it is missing they are skipped, and counted as such. */
function ifThere(there: boolean) {
	return there ? { test, describe } : { test: test.skip, describe: describe.skip };
}

/** n8n reads the schemas of a node's outputs. */
export const outputSchemas = ifThere('loadOutputSchema' in core);

/** n8n tells a poll how long it may take. An instance has the method, not the class. */
export const pollBudget = ifThere(String(core.PollContext).includes('getPollBudgetMs'));

/** n8n tells what became of the items that a poll found, and may store its memory with them. */
export const pollFates = ifThere(String(core.PollContext).includes('__runPoll'));
