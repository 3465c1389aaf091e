import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ApiClient } from '../../api/client';
import { createOrder, type NewOrder } from '../../api/orders';
import { products, type Product } from '../../api/products';
import { isRecord } from '../../json';
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
function readAddress(item: ItemParameters): IDataObject {
	const filled = ADDRESS.flatMap(([name]) => {
		const text = item.optionalString(`address.${name}`);
		return text === undefined ? [] : [[name, text] as const];
	});
	if (filled.length > 0) return Object.fromEntries(filled);
	throw item.invalidParameter('address', 'must say where the card is sent: add its fields');
}

async function findProduct(
	client: ApiClient,
	item: ItemParameters,
	productId: string,
): Promise<Product> {
	const isWanted = ({ id }: Product) => id === productId;
	for await (const [found] of products(client, { keep: isWanted, limit: 1 })) {
		if (found) return found;
	}
	throw item.invalidParameter(
		'productId',
		'must be a product that you can order: pick it from the list',
		productId,
	);
}

/** The printing data that was entered, as the product's fields want it. */
function readPrinting(item: ItemParameters, fields: PrintingField[]): IDataObject {
	const data: IDataObject = {};
	for (const [name, value] of Object.entries(item.mapped('printing'))) {
		if (value === undefined || value === null || value === '') continue;
		const field = fields.find((candidate) => candidate.name === name);
		if (!field) {
			throw item.invalidParameter(
				'printing',
				`has a value for "${name}", which is not printed on this product: reload its fields`,
			);
		}
		data[name] = converted(field, value) as IDataObject[string];
	}
	return data;
}

/** Checks the whole printing data, wherever it was entered, before a card is ordered. */
function checkPrinting(item: ItemParameters, product: Product, data: IDataObject): void {
	const schema = product.printing?.schema;
	const fields = printingFields(schema);
	const missing = requiredNames(schema).find((name) => !(name in data));
	if (missing !== undefined) {
		const field = fields.find(({ name }) => name === missing);
		throw field
			? item.invalidParameter('printing', `has the field "${field.label}", which must not be empty`)
			: item.invalidParameter(
					'additional',
					`must have "printing" with "${missing}", which this product needs`,
				);
	}
	for (const field of fields) {
		const value = data[field.name];
		const expected = value === undefined ? undefined : printingError(field, value);
		if (expected === undefined) continue;
		throw item.invalidParameter(
			'printing',
			`has the field "${field.label}", which ${expected}`,
			value,
		);
	}
}

/** The additional part of an address or of printing data, which has fields of its own, too. */
function additionalPart(item: ItemParameters, additional: IDataObject, name: string): IDataObject {
	const part = additional[name];
	if (part === undefined) return {};
	if (isRecord(part)) return part;
	throw item.invalidParameter('additional', `must have a JSON object as "${name}"`, part);
}

export const create: ItemOperation = {
	value: 'create',
	name: 'Create',
	action: 'Order a card',
	description: 'Order one charging card or key fob for a fleet',
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
		const ownAddress = readAddress(item);
		const additional = item.jsonObject('additional');
		const duplicate = ['fleetId', 'productId'].find((name) => name in additional);
		if (duplicate !== undefined) {
			throw item.invalidParameter(
				'additional',
				`must not contain "${duplicate}", which has its own field`,
			);
		}
		const address = { ...ownAddress, ...additionalPart(item, additional, 'address') };
		const additionalPrinting = additionalPart(item, additional, 'printing');

		const product = await findProduct(client, item, productId);
		const printing = {
			...readPrinting(item, printingFields(product.printing?.schema)),
			...additionalPrinting,
		};
		checkPrinting(item, product, printing);
		const order: NewOrder = { ...additional, fleetId, productId, address };
		if (Object.keys(printing).length > 0) order.printing = printing;
		return await createOrder(client, order);
	},
};
