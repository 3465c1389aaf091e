import * as core from 'n8n-core';

/** For tests of features that older n8n lacks: skipped and counted as such there. */
function ifPresent(present: boolean) {
	return present ? { test, describe } : { test: test.skip, describe: describe.skip };
}

/** n8n reads the schemas of a node's outputs. */
export const outputSchemas = ifPresent('loadOutputSchema' in core);

/** n8n tells a poll how long it may take. An instance has the method, not the class. */
export const pollBudget = ifPresent(String(core.PollContext).includes('getPollBudgetMs'));

/** n8n reports the outcome of the items that a poll found, and may store its memory with them. */
export const pollOutcomes = ifPresent(String(core.PollContext).includes('__runPoll'));
