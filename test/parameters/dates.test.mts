import { DateTime } from 'luxon';

import { toUtcDate } from '../../nodes/PlugsurfingEmp/parameters/dates.ts';

describe('a date', () => {
	test.each([
		['2026-06-26T10:00:00', 'Europe/Berlin', '2026-06-26T08:00:00.000Z'],
		['2026-06-26', 'Europe/Berlin', '2026-06-25T22:00:00.000Z'],
		['2026-06-26 10:00:00', 'America/New_York', '2026-06-26T14:00:00.000Z'],
		['2026-06-26T10:00:00Z', 'Europe/Berlin', '2026-06-26T10:00:00.000Z'],
		['2026-06-26T10:00:00+05:30', 'Europe/Berlin', '2026-06-26T04:30:00.000Z'],
		['2026-W26-5', 'UTC', '2026-06-26T00:00:00.000Z'],
		['2026-06', 'UTC', '2026-06-01T00:00:00.000Z'],
		['  2026-06-26  ', 'UTC', '2026-06-26T00:00:00.000Z'],
		['2026177T10', 'UTC', '2026-06-26T10:00:00.000Z'],
		['2026', 'UTC', '2026-01-01T00:00:00.000Z'],
		['2026-06-26T10:00:00,5-0330', 'UTC', '2026-06-26T13:30:00.500Z'],
		['2026-06-26 10:00 +02:00', 'UTC', '2026-06-26T08:00:00.000Z'],
		['2024-02-29', 'UTC', '2024-02-29T00:00:00.000Z'],
		// The clocks skip this hour.
		['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
		[1782468000000, 'Asia/Tokyo', '2026-06-26T10:00:00.000Z'],
		['1782468000000', 'Asia/Tokyo', '2026-06-26T10:00:00.000Z'],
	])('%j in %s is %s', (text, zone, expected) => {
		expect(toUtcDate(text, zone)).toBe(expected);
	});

	test('keeps its instant as a Luxon value or a Date', () => {
		const moment = DateTime.fromISO('2026-06-26T10:00:00', { zone: 'Asia/Tokyo' });
		expect(toUtcDate(moment, 'Europe/Berlin')).toBe('2026-06-26T01:00:00.000Z');
		expect(toUtcDate(moment.toJSDate(), 'Europe/Berlin')).toBe('2026-06-26T01:00:00.000Z');
	});

	test.each([
		'soon',
		'5',
		'2026-02-30',
		'2026-02-29',
		'20260230',
		'2025-W53-1',
		'2025-366',
		'2026-1-5',
		'2026-01-05 8:30:00',
		'2026-01-05 10:00 AM',
		'2026-01-05 10:00:00 EST',
		'2026-01-05T10:00:00+99:00',
		'2026-01-05 (Monday)',
		'Mon, 05 Jan 2026 10:00:00 GMT',
		'2026-13-01',
		'2026-06-26T25:00:00Z',
		'26.06.2026',
		// Seconds since 1970, or not a date at all.
		1782468000,
		1782468000000.5,
		1e20,
		-1782468000000,
		true,
		['2026-06-26'],
		{ toString: () => '2026-06-26' },
		DateTime.invalid('no'),
		new Date(Number.NaN),
	])('is not %p', (value) => {
		expect(toUtcDate(value, 'UTC')).toBeUndefined();
	});
});
