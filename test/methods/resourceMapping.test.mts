import { LoadOptionsContext } from 'n8n-core';
import { NodeHelpers, type INodeParameters, type ResourceMapperFields } from 'n8n-workflow';

import { credentialFor, useSimulator } from '../engine/againstSimulator.mts';
import { bareWorkflow, emp } from '../engine/bareWorkflow.mts';
import { byId } from '../engine/operation.mts';

const simulator = useSimulator();

/** What the editor shows under Printing. */
async function printingFields(parameters: INodeParameters): Promise<ResourceMapperFields> {
	const node = { ...emp(), parameters: { resource: 'order', operation: 'create', ...parameters } };
	const { workflow, additionalData, loader } = await bareWorkflow(
		[node],
		credentialFor(simulator()),
	);
	additionalData.currentNodeParameters = node.parameters;
	const { type } = loader.getNode('plugsurfingEmp');
	const { methods } = NodeHelpers.getVersionedNodeType(type);
	const method = methods?.resourceMapping?.['getPrintingFields'];
	if (!method) throw new Error('The node has no getPrintingFields');
	return await method.call(new LoadOptionsContext(workflow, node, additionalData, ''));
}

test('a printed product has the fields that its JSON Schema declares', async () => {
	const { fields } = await printingFields({ productId: byId('Bq19c7R8KY') });
	expect(fields).toEqual([
		expect.objectContaining({
			id: 'cardHolder',
			displayName: 'Card Holder',
			required: true,
			type: 'string',
		}),
		expect.objectContaining({ id: 'department', displayName: 'department', required: false }),
		expect.objectContaining({ id: 'employeeNumber', type: 'number' }),
		expect.objectContaining({
			id: 'colour',
			type: 'options',
			options: [
				{ name: 'white', value: 'white' },
				{ name: 'green', value: 'green' },
				{ name: 'black', value: 'black' },
			],
		}),
		expect.objectContaining({ id: 'showLogo', type: 'boolean' }),
	]);
	expect(simulator().requests.map(({ path }) => path)).toEqual(['/drive/emp/v1/products']);
});

test('a product without printing has no fields', async () => {
	expect(await printingFields({ productId: byId('Am07b6Q7JZ') })).toEqual({ fields: [] });
});

test('says what to do if no product is chosen or it does not exist', async () => {
	for (const productId of [byId(''), byId('={{ $json.product }}')]) {
		expect(await printingFields({ productId })).toEqual({
			fields: [],
			emptyFieldsNotice:
				'Choose a product to see its fields. If the product is an expression, use Additional Fields (JSON).',
		});
	}
	expect(simulator().requests).toEqual([]);
	expect(await printingFields({ productId: byId('nothing') })).toEqual({
		fields: [],
		emptyFieldsNotice: 'This product does not exist.',
	});
});
