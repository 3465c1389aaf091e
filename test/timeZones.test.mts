import { DateTime, Settings } from 'luxon';

import { dayOf, toUtcDate } from '../nodes/PlugsurfingEmp/parameters/dates.ts';
import { toMillis } from '../nodes/PlugsurfingEmp/api/times.ts';
import { useSimulator } from './engine/againstSimulator.mts';
import { results, runOperation } from './engine/operation.mts';

// .ci/run runs this file, and the others about dates, file names and order, in the time zones and the language of other
// servers. Nothing here may depend on the server's.

describe('on a night when clocks change,', () => {
	test.each([
		// 02:00 becomes 03:00: the hour between is read as if the clocks had not changed.
		['Europe/Berlin', '2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z'],
		['Europe/Berlin', '2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
		['Europe/Berlin', '2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z'],
		['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
		['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
		['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z'],
		['Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00.000Z'],
		['America/St_Johns', '2026-03-08T02:30:00', '2026-03-08T06:00:00.000Z'],
		['America/St_Johns', '2026-03-08', '2026-03-08T03:30:00.000Z'],
		['America/St_Johns', '2026-03-09', '2026-03-09T02:30:00.000Z'],
		['America/St_Johns', '2026-11-02', '2026-11-02T03:30:00.000Z'],
		['Asia/Kolkata', '2026-03-29T02:30:00', '2026-03-28T21:00:00.000Z'],
		['Asia/Kolkata', '2026-10-25', '2026-10-24T18:30:00.000Z'],
	])('in %s, %s is %s', (zone, text, expected) => {
		expect(toUtcDate(text, zone)).toBe(expected);
	});

	// Luxon would choose by the season in which the workflow runs.
	describe.each(['2026-01-15', '2026-07-15'])(
		'seen from %s, an hour that occurs twice',
		(today) => {
			const { now } = Settings;
			beforeEach(() => (Settings.now = () => Date.parse(today)));
			afterEach(() => (Settings.now = now));

			test.each([
				['Europe/Berlin', '2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
				['Europe/Berlin', '2026-10-25 02:30:00+01:00', '2026-10-25T01:30:00.000Z'],
				['America/St_Johns', '2026-11-01T01:30:00', '2026-11-01T04:00:00.000Z'],
			])(
				'in %s, %s is %s: the first one unless the offset says otherwise',
				(zone, text, expected) => {
					expect(toUtcDate(text, zone)).toBe(expected);
				},
			);

			test('a Luxon date keeps its instant', () => {
				const second = DateTime.fromISO('2026-10-25T01:30:00Z', { zone: 'Europe/Berlin' });
				expect(toUtcDate(second, 'Europe/Berlin')).toBe('2026-10-25T01:30:00.000Z');
			});
		},
	);

	test.each([
		['Europe/Berlin', '2026-03-28T22:59:59Z', '2026-03-28'],
		['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29'],
		['Europe/Berlin', '2026-03-29T21:59:59Z', '2026-03-29'],
		['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-30'],
		['Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-25'],
		['Europe/Berlin', '2026-10-25T23:00:00Z', '2026-10-26'],
		['America/St_Johns', '2026-03-08T03:29:59Z', '2026-03-07'],
		['America/St_Johns', '2026-03-09T02:29:59Z', '2026-03-08'],
		['America/St_Johns', '2026-11-02T03:29:59Z', '2026-11-01'],
		['Asia/Kolkata', '2026-10-24T18:29:59Z', '2026-10-24'],
		['Asia/Kolkata', '2026-10-24T18:30:00Z', '2026-10-25'],
	])('in %s, a file written at %s is dated %s', (zone, moment, day) => {
		expect(dayOf(Date.parse(moment), zone)).toBe(day);
	});
});

describe('a time in a response', () => {
	test.each([
		['2026-10-25T00:30:00Z', '2026-10-25T00:30:00.000Z'],
		['2026-10-25T02:30:00+02:00', '2026-10-25T00:30:00.000Z'],
		['2026-10-25T02:30:00.5', '2026-10-25T02:30:00.500Z'],
		['2026-10-25T02:30', '2026-10-25T02:30:00.000Z'],
		['2026-10-25', '2026-10-25T00:00:00.000Z'],
	])('%s is %s', (text, expected) => {
		expect(new Date(toMillis(text)).toISOString()).toBe(expected);
	});

	test.each(['', 'soon', null, undefined, 1782468000000, {}])('is not %j', (value) => {
		expect(toMillis(value)).toBeNaN();
	});
});

describe('keys that expire', () => {
	const simulator = useSimulator({ keys: 0 });

	test.each([
		['Europe/Berlin', '2026-10-25', '2026-10-24T21:59:59.000Z', '2026-10-24T22:00:00.000Z'],
		['America/St_Johns', '2026-11-02', '2026-11-02T03:29:59.000Z', '2026-11-02T03:30:00.000Z'],
		['Asia/Kolkata', '2026-10-25', '2026-10-24T18:29:59.000Z', '2026-10-24T18:30:00.000Z'],
	])('in %s before %s include one of %s, but not of %s', async (timezone, day, before, after) => {
		for (const validTo of [before, after]) {
			simulator().chargingKeys.add({
				keyIdentifier: validTo,
				visualNumber: validTo,
				contractId: 'DE-8PS-C1',
				validTo,
				enabled: true,
			});
		}
		const found = await runOperation(
			simulator(),
			'chargingKey.getAll',
			{ returnAll: true, filters: { validToBefore: day } },
			{ timezone },
		);
		expect(results(found)).toMatchObject([{ validTo: before }]);
	});
});
