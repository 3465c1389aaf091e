import fc from 'fast-check';
import { Fleets } from '../../simulator/fleet.mts';
import { KeyIdentifiers } from '../../simulator/keyIdentifier.mts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe('key identifiers', () => {
	test('lead back to the index they were made from', () => {
		fc.assert(
			fc.property(seeds, fc.integer({ min: 0, max: 10_000_000 }), (seed, index) => {
				const identifiers = new KeyIdentifiers(seed);
				expect(identifiers.at(index)).toMatch(/^[0-9a-f]{14}$/);
				expect(identifiers.indexOf(identifiers.at(index))).toBe(index);
			}),
		);
	});

	test('never occur twice', () => {
		const identifiers = new KeyIdentifiers(7);
		const made = new Set(Array.from({ length: 200_000 }, (_, index) => identifiers.at(index)));
		expect(made.size).toBe(200_000);
	});

	test.each(['', 'zz', '3633e0e0', 'F68ABF98A2FE34', 'f68abf98a2fe34 '])(
		'do not include %j',
		(text) => {
			expect(new KeyIdentifiers(1).indexOf(text)).toBeUndefined();
		},
	);
});

test('the keys of a fleet are found by arithmetic as they are by looking at all of them', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: 12 }),
			fc.integer({ min: 0, max: 300 }),
			(count, keys) => {
				const fleets = new Fleets(count, 1);
				const fleetOfEach = Array.from({ length: keys }, (_, index) => fleets.idOf(index));
				for (const id of [...fleets.ids, 'unknown']) {
					const indices = fleetOfEach.flatMap((fleetId, index) => (fleetId === id ? [index] : []));
					const found = Array.from({ length: fleets.countOf(id, keys) }, (_, position) =>
						fleets.indexAt(id, position),
					);
					expect(found).toEqual(indices);
				}
			},
		),
	);
});
