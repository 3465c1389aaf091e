import type { INodeParameters } from 'n8n-workflow';

import { bareWorkflow, emp } from '../engine/bareWorkflow.mts';
import { loadPackage } from '../engine/engine.mts';

/** What n8n shows below a node with these parameters. */
async function subtitleOf(parameters: INodeParameters): Promise<unknown> {
	const { subtitle } = (await loadPackage()).getNode('plugsurfingEmp').type.description;
	const node = emp({ parameters });
	const { workflow } = await bareWorkflow([node], {});
	const evaluate = () =>
		workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
	// Older n8n evaluates expressions in the process itself.
	if (!('acquireIsolate' in workflow.expression)) return evaluate();
	await workflow.expression.acquireIsolate();
	try {
		return evaluate();
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

test.each([
	['chargingKey', 'getAll', 'Get Many: Charging Key'],
	['session', 'start', 'Start: Session'],
])('the subtitle of %s.%s is in the words of the panel', async (resource, operation, expected) => {
	expect(await subtitleOf({ resource, operation })).toBe(expected);
});
