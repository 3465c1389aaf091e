import type { INodeProperties } from 'n8n-workflow';

import { isBlank, isUnset } from '../../parameters/conversion';
import type { ItemParameters } from '../../parameters/itemParameters';
import {
	converted,
	printingError,
	printingFields,
	requiredNames,
	type PrintingField,
} from './printingSchema';

export const printingField: INodeProperties = {
	displayName: 'Printing',
	name: 'printing',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: 'What to print on the card. The fields depend on the product.',
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
			noFieldsError: 'This product has no printing fields.',
		},
	},
};

/** Reads the printing data that was entered, converted to the types of the product's fields. */
export function readPrinting(item: ItemParameters, fields: PrintingField[]): Map<string, unknown> {
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

/** Validates the printing data from both fields before the card is ordered. */
export function checkPrinting(
	item: ItemParameters,
	schema: unknown,
	data: Map<string, unknown>,
): void {
	const fields = printingFields(schema);
	for (const name of requiredNames(schema)) {
		if (data.has(name)) continue;
		const field = fields.find((candidate) => candidate.name === name);
		throw field
			? item.invalidParameter('printing', `has the field "${field.label}", which must not be empty`)
			: item.invalidParameter(
					'additional',
					`must have "printing" with "${name}", which this product requires`,
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
