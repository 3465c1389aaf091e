import type { INodeParameters } from 'n8n-workflow';

import { bareWorkflow, emp } from '../engine/bareWorkflow.mts';
import { loadPackage, PACKAGE } from '../engine/engine.mts';

/** What n8n shows below a node with these parameters. */
async function subtitleOf(name: string, parameters: INodeParameters): Promise<unknown> {
	const { subtitle } = (await loadPackage()).getNode(name).type.description;
	const node = emp({ type: `${PACKAGE}.${name}`, parameters });
	const { workflow } = await bareWorkflow([node], {});
	const evaluate = () =>
		workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
	// Older n8n evaluates expressions in-process.
	if (!('acquireIsolate' in workflow.expression)) return evaluate();
	await workflow.expression.acquireIsolate();
	try {
		return evaluate();
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

test.each([
	['plugsurfingEmp', { resource: 'chargingKey', operation: 'getAll' }, 'Get Many: Charging Key'],
	['plugsurfingEmp', { resource: 'session', operation: 'start' }, 'Start: Session'],
	[
		'plugsurfingEmp',
		{ resource: 'session', operation: '__CUSTOM_API_CALL__' },
		'__CUSTOM_API_CALL__: Session',
	],
	[
		'plugsurfingEmpTrigger',
		{ events: ['SESSION_COMPLETE', 'CHARGE_DETAIL_RECORD'] },
		'Session Complete, Charge Detail Record',
	],
	['plugsurfingEmpTrigger', { events: ['ALL'] }, 'All Calls'],
	['plugsurfingEmpTrigger', { events: 'LATER_EVENT' }, 'LATER_EVENT'],
	['plugsurfingEmpTrigger', { events: [] }, ''],
	[
		'plugsurfingEmpPollTrigger',
		{ events: ['chargingKeyExpiring', 'orderCreated'] },
		'Charging Key Expiring Soon, Order Created',
	],
])('the subtitle of %s with %j uses the labels of the panel', async (name, parameters, words) => {
	expect(await subtitleOf(name, parameters)).toBe(words);
});
