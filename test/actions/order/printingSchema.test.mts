import {
	printingFields,
	requiredNames,
} from '../../../nodes/PlugsurfingEmp/actions/order/printingSchema.ts';

const NOT_A_TYPE: unknown[] = [
	'constructor',
	'toString',
	'__proto__',
	5,
	null,
	{},
	{ toString: 'x' },
	[[]],
];

test.each(NOT_A_TYPE)('a field of type %j is omitted', (type) => {
	expect(printingFields({ properties: { name: { type }, other: { type: [type] } } })).toEqual([]);
});

test('only strings count as required names', () => {
	expect(requiredNames({ required: ['name', { toString: 'x' }, null, 5] })).toEqual(['name']);
});
