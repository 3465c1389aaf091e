import type { Call } from './call.mts';
import type { Answer, Product } from './schemas.mts';
import type { State } from './state.mts';

/** What can be ordered. The ids are those of the seeded orders. */
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

export function listProducts(_call: Call, { products }: State): Answer {
	return { status: 200, body: { products } };
}
