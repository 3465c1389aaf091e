import { differences } from '../../host/csv.mts';

const keys = [
	{ keyIdentifier: '00aa', fleetId: 'ü/&', enabled: true },
	{ keyIdentifier: '00bb', enabled: false },
];
const file = (...rows: string[]) => ['keyIdentifier,fleetId,enabled', ...rows].join('\n');

test('a complete and unchanged file has no differences', () => {
	expect(differences(keys, file('00aa,ü/&,true', '00bb,,false'))).toEqual([]);
	expect(differences([], '')).toEqual([]);
});

test.each([
	['a key is missing', ['00aa,ü/&,true'], '1 rows instead of 2'],
	['a key appears twice', ['00aa,ü/&,true', '00bb,,false', '00bb,,false'], '3 rows'],
	['a leading zero is lost', ['aa,ü/&,true', '00bb,,false'], 'row 1'],
	['a field is changed', ['00aa,ü/&,true', '00bb,north,false'], 'row 2'],
	['a field is lost', ['00aa,,true', '00bb,,false'], 'row 1'],
	['the order differs', ['00bb,,false', '00aa,ü/&,true'], 'row 1'],
])('finds that %s', (_what, rows, found) => {
	expect(differences(keys, file(...rows))[0]).toContain(found);
});

test('finds a column that no key has', () => {
	expect(differences([{ keyIdentifier: '00aa' }], 'keyIdentifier,extra\n00aa,1')).toHaveLength(1);
});
