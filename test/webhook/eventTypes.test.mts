import {
	eventTypeOf,
	isSelected,
	SESSION_EVENT_CHOICES,
} from '../../nodes/PlugsurfingEmp/webhook/eventTypes.ts';

test.each([
	[{ event: 'SESSION_STARTED', requestId: 'r-1' }, 'SESSION_STARTED'],
	[{ event: 'SESSION_COMPLETED' }, 'SESSION_COMPLETE'],
	[{ event: 'SESSION_FAILED' }, 'SESSION_START_FAILED'],
	[{ event: 'SOMETHING_NEW' }, 'SOMETHING_NEW'],
	[{ requestId: 'r-1' }, 'CHARGE_DETAIL_RECORD'],
	[{ requestId: 0 }, 'CHARGE_DETAIL_RECORD'],
	[{ requestId: 'r-1', event: 5 }, 'CHARGE_DETAIL_RECORD'],
	[{}, 'OTHER'],
	[{ event: null, requestId: null }, 'OTHER'],
	[{ event: 'ALL' }, undefined],
	[{ event: 'CHARGE_DETAIL_RECORD' }, undefined],
	[{ event: 'OTHER' }, undefined],
	[{ event: 5 }, undefined],
	[{ requestId: '' }, undefined],
	[{ requestId: true }, undefined],
])('the type of %j is %s', (body, type) => {
	expect(eventTypeOf(body)).toBe(type);
});

test.each([
	['OTHER', ['ALL'], true],
	[undefined, ['ALL'], true],
	[undefined, ['OTHER'], false],
	['OTHER', ['SESSION_STARTED', 'OTHER'], true],
	['OTHER', ['SESSION_STARTED'], false],
])('a call of type %s starts a workflow that triggers on %j: %s', (type, selected, starts) => {
	expect(isSelected(type, selected)).toBe(starts);
});

test('session events are included in All Calls and in each session event', () => {
	expect(SESSION_EVENT_CHOICES).toEqual([
		'ALL',
		'SESSION_COMPLETE',
		'SESSION_FEE_INCURRING',
		'SESSION_START_FAILED',
		'SESSION_STARTED',
		'SESSION_STOP_FAILED',
		'SESSION_STOPPED',
	]);
});
