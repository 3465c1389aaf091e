import type { IDataObject, INode, IPollFunctions } from 'n8n-workflow';

import { changeItem, subtitle } from '../../nodes/PlugsurfingEmp/polling/eventTypes.ts';
import { readOptions } from '../../nodes/PlugsurfingEmp/polling/options.ts';

function read(parameters: IDataObject) {
	const context: Partial<IPollFunctions> = {
		getNode: () => ({ name: 'Poll' }) as INode,
		getNodeParameter: ((name: string, fallback: unknown) =>
			parameters[name] ?? fallback) as IPollFunctions['getNodeParameter'],
	};
	return readOptions(context as IPollFunctions);
}

test.each<[IDataObject, IDataObject]>([
	[{}, {}],
	[{ events: 'orderUpdated' }, { events: new Set(['orderUpdated']) as never }],
	[{ daysBeforeExpiry: 1 }, { daysBeforeExpiry: 1 }],
	[{ daysBeforeExpiry: '7' }, { daysBeforeExpiry: 7 }],
	[{ 'options.emitExisting': true }, { emitExisting: true }],
	[{ 'options.emitExisting': 'nonsense' }, { emitExisting: false }],
])('%j are the options %j', (parameters, expected) => {
	expect(read({ events: ['orderCreated', 'chargingKeyAdded'], ...parameters })).toEqual({
		events: new Set(['orderCreated', 'chargingKeyAdded']),
		daysBeforeExpiry: 30,
		emitExisting: false,
		...expected,
	});
});

test.each<[IDataObject, string]>([
	[{}, '"Trigger On" must not be empty'],
	[{ events: ['orderCreated', 'x'] }, '"Trigger On" has no option "x"'],
	[
		{ events: 'orderCreated', daysBeforeExpiry: 0 },
		'"Days Before Expiry" must be a whole number of at least 1, but it is 0',
	],
	[
		{ events: 'orderCreated', daysBeforeExpiry: 'x' },
		'"Days Before Expiry" must be a whole number of at least 1, but it is "x"',
	],
])('%j is rejected', (parameters, message) => {
	const description = 'Change the field or its expression.';
	expect(() => read(parameters)).toThrow(
		expect.objectContaining({ message, description }) as Error,
	);
});

test('the event is the first column of an item, and wins over a field of the API', () => {
	const item = changeItem('orderCreated', { id: '1', event: 'other' });
	expect(JSON.stringify(item)).toBe('{"event":"orderCreated","id":"1"}');
});

test('all events can be chosen, and the canvas shows their names', () => {
	const names = {
		chargingKeyAdded: 'Charging Key Added',
		chargingKeyChanged: 'Charging Key Changed',
		chargingKeyExpiring: 'Charging Key Expiring Soon',
		chargingKeyRemoved: 'Charging Key Removed',
		orderCreated: 'Order Created',
		orderUpdated: 'Order Updated',
	};
	const events = Object.keys(names);
	expect([...read({ events }).events]).toEqual(events);
	expect(subtitle).toContain(JSON.stringify(names));
});
