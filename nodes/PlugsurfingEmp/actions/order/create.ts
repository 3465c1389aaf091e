import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { createOrder, type NewOrder } from '../../api/orders';
import { findProduct } from '../../api/products';
import { isRecord } from '../../json';
import { isBlank, isUnset } from '../../parameters/conversion';
import type { ItemParameters } from '../../parameters/itemParameters';
import { itemOptions } from '../executionOptions';
import { fleetIdField } from '../fleet/fleetField';
import type { ItemOperation } from '../operation';
import {
	converted,
	printingError,
	printingFields,
	requiredNames,
	type PrintingField,
} from './printingSchema';

const ADDRESS: Array<[name: string, displayName: string, placeholder: string]> = [
	['additionalInformation', 'Additional Information', 'e.g. Reception is on the first floor'],
	['address', 'Address', 'e.g. First Way 261b'],
	['addressLine2', 'Address Line 2', 'e.g. Suite 9'],
	['city', 'City', 'e.g. Vienna'],
	['companyName', 'Company Name', 'e.g. Low Area Corp.'],
	['country', 'Country', 'e.g. Austria'],
	['firstName', 'First Name', 'e.g. Frans'],
	['lastName', 'Last Name', 'e.g. Anderson'],
	['postalCode', 'Postal Code', 'e.g. 1010'],
];

const addressField: INodeProperties = {
	displayName: 'Address',
	name: 'address',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Where the card is sent',
	options: ADDRESS.map(([name, displayName, placeholder]) => ({
		displayName,
		name,
		type: 'string' as const,
		default: '',
		placeholder,
	})),
};

const printingField: INodeProperties = {
	displayName: 'Printing',
	name: 'printing',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: 'What is printed on the card, as the product asks for it',
	typeOptions: {
		loadOptionsDependsOn: ['productId.value'],
		resourceMapper: {
			resourceMapperMethod: 'getPrintingFields',
			valuesLabel: 'Printing',
			mode: 'add',
			fieldWords: { singular: 'field', plural: 'fields' },
			addAllFields: true,
			supportAutoMap: false,
			multiKeyMatch: false,
			noFieldsError: 'Nothing is printed individually on this product.',
		},
	},
};

/** The fields of the address that are filled in. */
function readAddress(item: ItemParameters): Map<string, unknown> {
	const address = new Map<string, unknown>();
	for (const [name] of ADDRESS) {
		const text = item.optionalString(`address.${name}`);
		if (text !== undefined) address.set(name, text);
	}
	if (address.size > 0) return address;
	throw item.invalidParameter('address', 'must say where the card is sent: add its fields');
}

function objectOf(entries: Map<string, unknown>): IDataObject {
	return Object.fromEntries(entries) as IDataObject;
}

/** The printing data that was entered, as the product's fields want it. */
function readPrinting(item: ItemParameters, fields: PrintingField[]): Map<string, unknown> {
	const data = new Map<string, unknown>();
	for (const [name, value] of Object.entries(item.mapped('printing'))) {
		if (isUnset(value) || isBlank(value)) continue;
		const field = fields.find((candidate) => candidate.name === name);
		if (!field) {
			throw item.invalidParameter(
				'printing',
				`has a value for "${name}", which is not printed on this product: reload its fields`,
			);
		}
		data.set(name, converted(field, value));
	}
	return data;
}

/** Checks the whole printing data, wherever it was entered, before a card is ordered. */
function checkPrinting(item: ItemParameters, schema: unknown, data: Map<string, unknown>): void {
	const fields = printingFields(schema);
	for (const name of requiredNames(schema)) {
		if (data.has(name)) continue;
		const field = fields.find((candidate) => candidate.name === name);
		throw field
			? item.invalidParameter('printing', `has the field "${field.label}", which must not be empty`)
			: item.invalidParameter(
					'additional',
					`must have "printing" with "${name}", which this product needs`,
				);
	}
	for (const field of fields) {
		if (!data.has(field.name)) continue;
		const value = data.get(field.name);
		const expected = printingError(field, value);
		if (expected === undefined) continue;
		throw item.invalidParameter(
			'printing',
			`has the field "${field.label}", which ${expected}`,
			value,
		);
	}
}

/**
 * Adds the additional part of an address or of printing data, which has fields of its own, too.
 *
 * @throws NodeOperationError if it is no object, or if both have a value for a name: which one is meant is not certain.
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
		if (own.has(name)) throw twice(item, `${part}.${name}`);
		own.set(name, value);
	}
}

function twice(item: ItemParameters, name: string) {
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
		{ ...fleetIdField, description: 'The fleet that the card is for. It must exist.' },
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
				'A JSON object that is merged into the request, for what the fields above cannot express. Plugsurfing does not publish the whole request: if it rejects Printing, enter it here under the name that Plugsurfing tells you.',
		},
		itemOptions(),
	],
	async run(item, client) {
		const fleetId = item.string('fleetId');
		const productId = item.id('productId');
		const address = readAddress(item);
		const additional = item.jsonObject('additional');
		const duplicate = ['fleetId', 'productId'].find((name) => name in additional);
		if (duplicate !== undefined) throw twice(item, duplicate);
		addPart(item, additional, 'address', address);

		const product = await findProduct(client, productId);
		if (!product) {
			throw item.invalidParameter(
				'productId',
				'must be a product that you can order: pick it from the list',
				productId,
			);
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
