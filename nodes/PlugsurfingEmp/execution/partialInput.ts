import type { IExecuteFunctions } from 'n8n-workflow';

import { isToolExecution } from '../n8nQuirks';

/** Returns whether a node is in a loop: a later node leads back to it. */
function isInLoop(context: IExecuteFunctions): boolean {
	const { name } = context.getNode();
	const after = new Set(context.getChildNodes(name).map((node) => node.name));
	return context.getParentNodes(name).some((node) => after.has(node.name));
}

/** Returns why the input may be incomplete, to complete "because …"; undefined if it is complete. */
export function partialInputReason(context: IExecuteFunctions): string | undefined {
	if (isToolExecution(context)) return 'an AI agent called the node as a tool';
	if (context.getNode().executeOnce) return 'Execute Once is on in the settings of the node';
	const isRepeated = Number(context.evaluateExpression('{{ $runIndex }}', 0)) > 0;
	return isRepeated || isInLoop(context) ? 'the node runs in a loop' : undefined;
}
