import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { printingFields, type PrintingField } from '../actions/order/printingSchema';
import { findProduct } from '../api/products';
import { isRecord } from '../json';
import { withClient } from './dropDown';

function mapperField({ name, label, type, required, values }: PrintingField): ResourceMapperField {
	return {
		id: name,
		displayName: label,
		required,
		defaultMatch: false,
		display: true,
		type: values ? 'options' : type,
		...(values && { options: values.map((value) => ({ name: String(value), value })) }),
	};
}

/** Returns the printing fields of the chosen product. */
async function getPrintingFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const locator: unknown = this.getCurrentNodeParameter('productId');
	const productId = isRecord(locator) ? String(locator.value) : '';
	if (productId === '' || productId.startsWith('=')) {
		return {
			fields: [],
			emptyFieldsNotice:
				'Choose a product to see its fields. If the product is an expression, use Additional Fields (JSON).',
		};
	}
	const product = await withClient(this, (client) => findProduct(client, productId));
	return product
		? { fields: printingFields(product.printing?.schema).map(mapperField) }
		: { fields: [], emptyFieldsNotice: 'This product does not exist.' };
}

/** The fields behind resource mappers. */
export const resourceMapping = { getPrintingFields };
