import { DateTime } from 'luxon';

import { toUtcDate } from '../../nodes/PlugsurfingEmp/parameters/dates.ts';

describe('a date', () => {
	test.each([
		['2026-06-26T10:00:00', 'Europe/Berlin', '2026-06-26T08:00:00.000Z'],
		['2026-01-26T10:00:00', 'Europe/Berlin', '2026-01-26T09:00:00.000Z'],
		['2026-06-26', 'Europe/Berlin', '2026-06-25T22:00:00.000Z'],
		['2026-06-26 10:00:00', 'America/New_York', '2026-06-26T14:00:00.000Z'],
		['2026-06-26T10:00:00Z', 'Europe/Berlin', '2026-06-26T10:00:00.000Z'],
		['2026-06-26T10:00:00+05:30', 'Europe/Berlin', '2026-06-26T04:30:00.000Z'],
		['20260626T100000Z', 'UTC', '2026-06-26T10:00:00.000Z'],
		['2026-W26-5', 'UTC', '2026-06-26T00:00:00.000Z'],
		['2026-06', 'UTC', '2026-06-01T00:00:00.000Z'],
		['  2026-06-26  ', 'UTC', '2026-06-26T00:00:00.000Z'],
	])('%j in %s is %s', (text, zone, expected) => {
		expect(toUtcDate(text, zone)).toBe(expected);
	});

	test('as a Luxon value or a Date keeps its moment', () => {
		const moment = DateTime.fromISO('2026-06-26T10:00:00', { zone: 'Asia/Tokyo' });
		expect(toUtcDate(moment, 'Europe/Berlin')).toBe('2026-06-26T01:00:00.000Z');
		expect(toUtcDate(moment.toJSDate(), 'Europe/Berlin')).toBe('2026-06-26T01:00:00.000Z');
	});

	test.each([
		'soon',
		'5',
		'2026-02-30',
		'2026-13-01',
		'2026-06-26T25:00:00Z',
		'26.06.2026',
		'06/26/2026',
		'12345',
		'1782468000000',
		1782468000000,
		true,
		{},
		[],
		DateTime.invalid('no'),
		new Date(Number.NaN),
	])('is not %p', (value) => {
		expect(toUtcDate(value, 'UTC')).toBeUndefined();
	});
});
