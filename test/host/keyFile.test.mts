import { differences } from '../../host/keyFile.mts';

const keys = [
	{ keyIdentifier: '00aa', fleetId: 'ü/&', enabled: true },
	{ keyIdentifier: '00bb', enabled: false },
	{ keyIdentifier: '00cc', fleetId: 'north', enabled: true },
];
const header = 'keyIdentifier,fleetId,enabled';
const rows = ['00aa,ü/&,TRUE', '00bb,,FALSE', '00cc,north,TRUE'];

function file(lines: readonly string[]): string {
	return [header, ...lines].join('\n');
}

describe('the comparison of an exported file with the account', () => {
	test('has nothing to say about a complete one', () => {
		expect(differences(keys, file(rows))).toEqual([]);
		expect(differences([], '')).toEqual([]);
	});

	test.each([
		['a key is missing', [rows[0], rows[2]], ['missing: 00bb', '2 rows instead of 3']],
		['all are missing', [], ['missing: 00aa, 00bb, 00cc', '0 rows instead of 3']],
		['one is there twice', [...rows, rows[2]], ['4 rows instead of 3']],
		[
			'one is foreign',
			[...rows, '00dd,,TRUE'],
			['not in the account: 00dd', '4 rows instead of 3'],
		],
		[
			'a leading zero is lost',
			['aa,ü/&,TRUE', rows[1], rows[2]],
			['missing: 00aa', 'not in the account: aa'],
		],
		['a field is changed', [rows[0], rows[1], '00cc,south,TRUE'], [/row 3: fleetId is "south"/]],
		['a field is lost', ['00aa,,TRUE', rows[1], rows[2]], [/row 1: fleetId is ""/]],
		['a field is invented', [rows[0], '00bb,north,FALSE', rows[2]], [/row 2: fleetId/]],
		['the order is another', [rows[1], rows[0], rows[2]], [/row 1: keyIdentifier is "00bb"/]],
	])('finds that %s', (_what, lines, found) => {
		const text = file(lines.map(String));
		const wanted = found.map((what): unknown => {
			const matcher: unknown = expect.stringMatching(what);
			return typeof what === 'string' ? what : matcher;
		});
		expect(differences(keys, text)).toEqual(wanted);
	});

	test('finds a column that no key has', () => {
		expect(differences([{ keyIdentifier: '00aa' }], 'keyIdentifier,extra\n00aa,1')).toEqual([
			'row 1: extra is "1" instead of ""',
		]);
	});

	test('lists ten at most', () => {
		const many = Array.from({ length: 25 }, (_, index) => ({ keyIdentifier: `k${index}` }));
		expect(differences(many, '')[0]).toMatch(/^missing: k0, .*k9 and 15 more$/);
	});
});
