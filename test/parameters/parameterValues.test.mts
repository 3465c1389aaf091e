import type { IDataObject, IExecuteFunctions, IGetNodeParameterOptions } from 'n8n-workflow';

import { useSimulator } from '../engine/againstSimulator.mts';
import { results, runOperation } from '../engine/operation.mts';
import { ParameterValues } from '../../nodes/PlugsurfingEmp/parameters/parameterValues.ts';

/** A context that evaluates "=…" to the text and the item, and records what it evaluates. */
function contextWith(parameters: IDataObject, items: IDataObject[] = [], type = 'plugsurfingEmp') {
	const evaluated: string[] = [];
	const evaluate = (value: unknown, index: number): unknown => {
		if (typeof value === 'string') return value.startsWith('=') ? `${value}${index}` : value;
		if (Array.isArray(value)) return value.map((part) => evaluate(part, index));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([key, part]) => [key, evaluate(part, index)]),
		);
	};
	const context = {
		getNodeParameter(
			path: string,
			index: number,
			fallback: unknown,
			options: IGetNodeParameterOptions = {},
		) {
			const stored = path in parameters ? parameters[path] : fallback;
			if (options.rawExpressions) return stored;
			evaluated.push(`${path} ${index}`);
			return evaluate(stored, index);
		},
		getNode: () => ({ type }),
		getInputData: () => items.map((json) => ({ json })),
	} as unknown as IExecuteFunctions;
	return { values: new ParameterValues(context), evaluated };
}

describe('parameter values', () => {
	test('a fixed value is read once for all items', () => {
		const { values, evaluated } = contextWith({ fleetId: 'F1', enabled: false });
		for (const index of [0, 1, 2]) {
			expect(values.get('fleetId', index, false)).toBe('F1');
			expect(values.get('enabled', index, false)).toBe(false);
			expect(values.get('options.absent', index, false)).toBeNull();
		}
		expect(evaluated).toEqual(['fleetId 0', 'enabled 0', 'options.absent 0']);
	});

	test('an expression is evaluated once per item, however often it is read', () => {
		const { values, evaluated } = contextWith({ keyIdentifier: '=k', visualNumber: '=v' });
		for (const index of [0, 1]) {
			expect(values.get('keyIdentifier', index, false)).toBe(`=k${index}`);
			expect(values.get('visualNumber', index, false)).toBe(`=v${index}`);
			expect(values.get('keyIdentifier', index, false)).toBe(`=k${index}`);
		}
		expect(evaluated).toEqual([
			'keyIdentifier 0',
			'visualNumber 0',
			'keyIdentifier 1',
			'visualNumber 1',
		]);
	});

	test('interleaved items each get their own value', () => {
		const { values } = contextWith({ keyIdentifier: '=k' });
		const read = [0, 1, 0, 2, 1].map((index) => values.get('keyIdentifier', index, false));
		expect(read).toEqual(['=k0', '=k1', '=k0', '=k2', '=k1']);
	});

	test.each([
		['in a resource locator', { __rl: true, mode: 'id', value: '=k' }],
		['in a list', ['a', '=k']],
		['deep within', { a: [{ b: { c: '=k' } }] }],
	])('an expression is found %s', (_, value) => {
		const { values } = contextWith({ field: value });
		expect(values.isExpression('field')).toBe(true);
		expect(JSON.stringify(values.get('field', 7, false))).toContain('=k7');
		expect(JSON.stringify(values.get('field', 8, false))).toContain('=k8');
	});

	test.each(['a=b', ' =b', { '=key': 'value' }, 5, null])('%j is not an expression', (value) => {
		expect(contextWith({ field: value }).values.isExpression('field')).toBe(false);
	});

	test.each([
		'={{ $json.field }}',
		'={{$json.field}}',
		'={{ $json["field"] }}',
		"={{ $json['field'] }}",
	])('%s is read from the input item, not evaluated', (expression) => {
		const items = [{ field: 'a' }, { field: 5 }, { field: false }, { field: null }, { field: '' }];
		const { values, evaluated } = contextWith({ parameter: expression }, items);
		const read = items.map((_, index) => values.get('parameter', index, false));
		expect(read).toEqual(['a', 5, false, null, '']);
		expect(values.isExpression('parameter')).toBe(true);
		expect(evaluated).toEqual([]);
	});

	test.each([
		['a field that the item does not have', '={{ $json.other }}'],
		['an inherited property', '={{ $json.constructor }}'],
		['an object', '={{ $json.object }}'],
		['a field of an object', '={{ $json.object.field }}'],
		['text around it', '={{ $json.field }} '],
		['a call', '={{ $json.field.trim() }}'],
		['two expressions', '={{ $json.field }}{{ $json.field }}'],
		['another item', '={{ $input.first().json.field }}'],
	])('n8n evaluates %s: %s', (_, expression) => {
		const items = [{ field: 'a', object: { field: 'b' } }];
		const { values, evaluated } = contextWith({ parameter: expression }, items);
		expect(values.get('parameter', 0, false)).toBe(`${expression}0`);
		expect(evaluated).toEqual(['parameter 0']);
	});

	test('n8n evaluates what an agent enters', () => {
		const items = [{ field: 'a' }];
		const parameters = { parameter: '={{ $json.field }}' };
		const { values } = contextWith(parameters, items, 'plugsurfingEmpTool');
		expect(values.get('parameter', 0, false)).toBe('={{ $json.field }}0');
	});

	test('a fixed object is a new one for each item', () => {
		const { values } = contextWith({ additional: { filters: { a: 1 } } });
		expect(values.get('additional', 0, false)).toEqual({ filters: { a: 1 } });
		expect(values.get('additional', 0, false)).not.toBe(values.get('additional', 1, false));
	});
});

describe('in n8n,', () => {
	const simulator = useSimulator({ keys: 3, fleets: 0 });

	test('a value read from the item equals one that n8n evaluates', async () => {
		const [key] = simulator().chargingKeys;
		const items = [
			key?.keyIdentifier,
			key?.keyIdentifier.toUpperCase(),
			'',
			null,
			12,
			'ü€ "x"',
		].map((field) => ({ 'A column': field ?? null }));
		const get = (value: string) =>
			runOperation(
				simulator(),
				'chargingKey.get',
				{ value },
				{ items, onError: 'continueRegularOutput' },
			);
		const read = await get('={{ $json["A column"] }}');
		const evaluated = await get('={{ $json["A column"] ?? null }}');
		expect(results(read)).toEqual(results(evaluated));
		expect(results(read)).toHaveLength(items.length);
	});
});
