import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { printingFields, type PrintingField } from '../actions/order/printingSchema';
import { products } from '../api/products';
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

/** The printing fields of the chosen product. */
async function getPrintingFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const productId = this.getCurrentNodeParameter('productId', { extractValue: true });
	if (!productId) return { fields: [], emptyFieldsNotice: 'Choose a product first.' };
	return await withClient(this, async (client) => {
		const isChosen = ({ id }: { id: string }) => id === productId;
		for await (const [product] of products(client, { keep: isChosen, limit: 1 })) {
			if (product) return { fields: printingFields(product.printing?.schema).map(mapperField) };
		}
		return { fields: [], emptyFieldsNotice: 'There is no such product.' };
	});
}

/** The fields behind resource mappers. */
export const resourceMapping = { getPrintingFields };
