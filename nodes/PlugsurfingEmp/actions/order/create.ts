import type { IDataObject } from 'n8n-workflow';

import { createOrder, type NewOrder } from '../../api/orders';
import { findProduct } from '../../api/products';
import { isRecord } from '../../json';
import type { ItemParameters } from '../../parameters/itemParameters';
import { itemOptions } from '../executionOptions';
import { fleetLocator } from '../fleet/fleetField';
import type { ItemOperation } from '../operation';
import { addressField, readAddress } from './addressField';
import { checkPrinting, printingField, readPrinting } from './printingField';
import { printingFields } from './printingSchema';

function objectOf(entries: Map<string, unknown>): IDataObject {
	return Object.fromEntries(entries) as IDataObject;
}

/**
 * Merges the address or printing data in Additional Fields (JSON) into the values of their own fields.
 *
 * @throws NodeOperationError if it is not an object, or if both have a value for the same name.
 */
function addPart(
	item: ItemParameters,
	additional: IDataObject,
	part: string,
	own: Map<string, unknown>,
): void {
	const added = additional[part] ?? {};
	if (!isRecord(added)) {
		throw item.invalidParameter('additional', `must have a JSON object as "${part}"`, added);
	}
	for (const [name, value] of Object.entries(added)) {
		if (own.has(name)) throw duplicateField(item, `${part}.${name}`);
		own.set(name, value);
	}
}

function duplicateField(item: ItemParameters, name: string) {
	return item.invalidParameter('additional', `must not contain "${name}", which has its own field`);
}

export const create: ItemOperation = {
	value: 'create',
	name: 'Create',
	action: 'Order a card',
	description: 'Order one charging card or key fob for a fleet',
	builderHint: {
		propertyHint:
			'Orders a real card, one per input item: let a person confirm it. Product: Get Many lists the products.',
	},
	fields: [
		fleetLocator,
		{
			displayName: 'Product',
			name: 'productId',
			type: 'resourceLocator',
			required: true,
			default: { mode: 'list', value: '' },
			description: 'Which card or key fob to order',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select a product…',
					typeOptions: { searchListMethod: 'searchProducts', searchable: true },
				},
				{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. Am07b6Q7JZ' },
			],
		},
		addressField,
		printingField,
		{
			displayName: 'Additional Fields (JSON)',
			name: 'additional',
			type: 'json',
			default: '{}',
			description:
				'A JSON object to merge into the request, for anything without its own field. Plugsurfing does not publish the whole request: if it rejects Printing, ask for the right name and enter the data here.',
		},
		itemOptions(),
	],
	async run(item, client) {
		const fleetId = item.string('fleetId');
		const productId = item.id('productId');
		const address = readAddress(item);
		const additional = item.jsonObject('additional');
		const duplicate = ['fleetId', 'productId'].find((name) => name in additional);
		if (duplicate !== undefined) throw duplicateField(item, duplicate);
		addPart(item, additional, 'address', address);

		const product = await findProduct(client, productId);
		if (!product) {
			throw item.invalidParameter('productId', 'must be a product from the list', productId);
		}
		const schema = product.printing?.schema;
		const printing = readPrinting(item, printingFields(schema));
		addPart(item, additional, 'printing', printing);
		checkPrinting(item, schema, printing);
		const order: NewOrder = {
			...additional,
			fleetId,
			productId,
			address: objectOf(address),
			...(printing.size > 0 && { printing: objectOf(printing) }),
		};
		return await createOrder(client, order);
	},
};
