import type { Product } from './schemas.mts';

/** Products that can be ordered, with the IDs in the seeded orders. */
export const PRODUCTS: readonly Product[] = [
	{ id: 'Am07b6Q7JZ', name: 'Charging card', description: "A white card with the fleet's logo" },
	{
		id: 'Bq19c7R8KY',
		name: 'Charging card with name',
		description: 'A card that is printed individually',
		printing: {
			schema: {
				type: 'object',
				required: ['cardHolder'],
				properties: {
					cardHolder: { type: 'string', title: 'Card Holder', minLength: 2, maxLength: 26 },
					department: { type: 'string', maxLength: 20 },
					employeeNumber: { type: 'integer', title: 'Employee Number', minimum: 1 },
					colour: { type: 'string', title: 'Colour', enum: ['white', 'green', 'black'] },
					showLogo: { type: 'boolean', title: 'Show Logo' },
					backside: { type: 'object', properties: { line: { type: 'string' } } },
				},
			},
		},
	},
	{ id: 'Cr20d8S9LX', name: 'Key fob', description: 'A small fob for a key ring' },
];
