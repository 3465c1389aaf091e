import { parse } from 'csv-parse/sync';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Simulator } from '../../../simulator/simulator.mts';
import { withSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import { results, runOperation } from '../../engine/operation.mts';

async function exportKeys(
	simulator: Simulator,
	parameters: INodeParameters = {},
	run: Partial<NodeRun> = {},
) {
	const result = await runOperation(simulator, 'chargingKey.export', parameters, run);
	const { status, outputs, error } = result;
	return { status, items: outputs[0] ?? [], failed: outputs[1] ?? [], error };
}

type ItemWithFile = { binary?: Record<string, { data: string }> } | undefined;

/** The bytes of a binary field, which n8n keeps in base64 in its in-memory mode. */
function bytesOf(item: ItemWithFile, field = 'data') {
	return Buffer.from(item?.binary?.[field]?.data ?? '', 'base64');
}

function contentOf(item: ItemWithFile, field?: string) {
	return bytesOf(item, field).toString('utf8');
}

function identifiers(keys: ReadonlyArray<{ keyIdentifier: string }>): unknown[] {
	return keys.map(({ keyIdentifier }) => keyIdentifier);
}

const AWKWARD = {
	keyIdentifier: 'ffee0011',
	visualNumber: 'Nr. "7", Köln\r\nRückseite 🚗',
	contractId: '',
	validTo: '2030-01-01T00:00:00.000Z',
	enabled: false,
};

describe('Export charging keys', () => {
	test.each([
		['Pacific/Kiritimati', 14],
		['Pacific/Niue', -11],
	])('names the file after the day in %s, the time zone of the workflow', (timezone, hours) =>
		withSimulator({ keys: 1 }, async (simulator) => {
			const { items } = await exportKeys(simulator, {}, { timezone });
			const there = new Date(Date.now() + hours * 60 * 60_000).toISOString().slice(0, 10);
			expect(items[0]?.json.fileName).toBe(`charging-keys-${there}.csv`);
		}),
	);

	test('writes every key to a CSV file, quoted where needed, and returns name, format and count', () =>
		withSimulator({ keys: 1200 }, async (simulator) => {
			simulator.chargingKeys.add(AWKWARD);
			const { items } = await exportKeys(simulator);

			const day = new Date().toISOString().slice(0, 10);
			expect(items).toHaveLength(1);
			expect(items[0]).toMatchObject({
				json: { fileName: `charging-keys-${day}.csv`, format: 'csv', count: 1201 },
				binary: { data: { mimeType: 'text/csv', fileExtension: 'csv' } },
				pairedItem: { item: 0 },
			});
			const text = contentOf(items[0]);
			expect(
				text.startsWith('keyIdentifier,visualNumber,contractId,fleetId,validTo,enabled\r\n'),
			).toBe(true);
			const [, ...rows] = parse(text);
			expect(rows).toEqual(
				[...simulator.chargingKeys].map((key) => [
					key.keyIdentifier,
					key.visualNumber,
					key.contractId,
					key.fleetId ?? '',
					key.validTo,
					String(key.enabled),
				]),
			);
			expect(simulator.requests.map(({ query }) => query.page_size)).toEqual(['500', '500', '500']);
		}));

	test.each([
		[{}, ["'=1+1", "'@SUM(A1)"]],
		[{ keepFormulas: true }, ['=1+1', '@SUM(A1)']],
	])('neutralizes spreadsheet formulas unless told not to: %j', (options, cells) =>
		withSimulator({ keys: 0 }, async (simulator) => {
			simulator.chargingKeys.add({ ...AWKWARD, visualNumber: '=1+1', contractId: '@SUM(A1)' });
			const { items } = await exportKeys(simulator, { options });
			expect(parse(contentOf(items[0]))[1]?.slice(1, 3)).toEqual(cells);
		}),
	);

	describe('for a spreadsheet', () => {
		const forGermanExcel = { delimiter: 'semicolon', byteOrderMark: true };

		test('starts with a byte order mark for Excel and uses the delimiter of a German Excel', () =>
			withSimulator({ keys: 0 }, async (simulator) => {
				simulator.chargingKeys.add({ ...AWKWARD, visualNumber: 'Köln; 7, links' });
				const { items } = await exportKeys(simulator, { options: forGermanExcel });

				const bytes = bytesOf(items[0]);
				expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
				expect(bytes.subarray(3).toString('latin1')).toBe(
					'keyIdentifier;visualNumber;contractId;fleetId;validTo;enabled\r\n' +
						'ffee0011;"K\u00c3\u00b6ln; 7, links";;;2030-01-01T00:00:00.000Z;false\r\n',
				);
				expect(items[0]).toMatchObject({
					json: { format: 'csv', count: 1 },
					pairedItem: { item: 0 },
				});
				expect(simulator.requests.map(({ method, path }) => [method, path])).toEqual([
					['GET', '/drive/emp/v1/charging-keys?page_size=500'],
				]);
			}));

		test.each([
			['comma', ',', '"a,b"', 'a;b', 'a\tb'],
			['semicolon', ';', 'a,b', '"a;b"', 'a\tb'],
			['tab', '\t', 'a,b', 'a;b', '"a\tb"'],
		])('quotes cells that contain the delimiter %s', (delimiter, character, ...cells) =>
			withSimulator({ keys: 0 }, async (simulator) => {
				const texts = { visualNumber: 'a,b', contractId: 'a;b', fleetId: 'a\tb' };
				simulator.chargingKeys.add({ ...AWKWARD, ...texts });
				const { items } = await exportKeys(simulator, { options: { delimiter } });
				const row = ['ffee0011', ...cells, '2030-01-01T00:00:00.000Z', 'false'];
				expect(contentOf(items[0]).split('\r\n')[1]).toBe(row.join(character));
			}),
		);

		test('writes identifiers as text: no exponents, no lost zeros, no other formulas', () =>
			withSimulator({ keys: 0 }, async (simulator) => {
				simulator.chargingKeys.add({
					...AWKWARD,
					keyIdentifier: '04E12345',
					visualNumber: '00001234',
					contractId: '=1+"1"',
				});
				const { items } = await exportKeys(simulator, { options: { identifiersAsText: true } });
				expect(contentOf(items[0]).split('\r\n')[1]).toBe(
					'"=""04E12345""","=""00001234""","=""=1+""""1""""""",,2030-01-01T00:00:00.000Z,false',
				);
			}));

		test('writes text too long for an Excel formula unchanged, never as a formula', () =>
			withSimulator({ keys: 0 }, async (simulator) => {
				const [longest, tooLong] = ['7'.repeat(255), `=${'7'.repeat(255)}`];
				simulator.chargingKeys.add({ ...AWKWARD, visualNumber: longest, contractId: tooLong });
				const { items } = await exportKeys(simulator, { options: { identifiersAsText: true } });
				expect(parse(contentOf(items[0]))[1]?.slice(1, 3)).toEqual([
					`="${longest}"`,
					`'${tooLong}`,
				]);
			}));

		test.each(['json', 'ndjson'])('changes nothing in %s', (format) =>
			withSimulator({ keys: 3 }, async (simulator) => {
				const options = { ...forGermanExcel, identifiersAsText: true };
				const plain = await exportKeys(simulator, { format });
				const { items } = await exportKeys(simulator, { format, options });
				expect(items[0]?.json.count).toBe(3);
				expect(contentOf(items[0])).toBe(contentOf(plain.items[0]));
			}),
		);

		test('rejects an unknown delimiter before anything is sent', () =>
			withSimulator({ keys: 1 }, async (simulator) => {
				const { error } = await exportKeys(simulator, { options: { delimiter: '={{ "|" }}' } });
				expect(error?.message).toContain(
					'"Delimiter" must be one of comma, semicolon, tab, but it is "|"',
				);
				expect(simulator.requests).toEqual([]);
			}));

		test('comes back unchanged through Sync', () =>
			withSimulator({ keys: 40 }, async (simulator) => {
				simulator.chargingKeys.add({
					...AWKWARD,
					keyIdentifier: '04E12345',
					contractId: '00001234',
					fleetId: '1e7',
				});
				const { items } = await exportKeys(simulator, {
					options: { ...forGermanExcel, identifiersAsText: true },
				});
				const rows = parse<IDataObject>(contentOf(items[0]), {
					bom: true,
					delimiter: ';',
					columns: true,
				});
				expect(rows.at(-1)).toMatchObject({ keyIdentifier: '="04E12345"', fleetId: '="1e7"' });

				const additionalFields = {
					contractId: '={{ $json.contractId }}',
					enabled: '={{ $json.enabled }}',
					fleetId: '={{ $json.fleetId }}',
				};
				const synced = await runOperation(
					simulator,
					'chargingKey.sync',
					{
						dryRun: false,
						missingKeys: 'disableInAccount',
						additionalFields,
						options: { output: 'all' },
					},
					{ items: rows },
				);
				expect(new Set((results(synced) as IDataObject[]).map(({ action }) => action))).toEqual(
					new Set(['none']),
				);
				expect(results(synced)).toHaveLength(41);
			}));
	});

	test.each([0, 501])('writes %i keys as JSON', (keys) =>
		withSimulator({ keys }, async (simulator) => {
			const { items } = await exportKeys(simulator, { format: 'json' });
			expect(items[0]?.json).toMatchObject({ format: 'json', count: keys });
			expect(items[0]?.binary?.data?.mimeType).toBe('application/json');
			expect(JSON.parse(contentOf(items[0]))).toEqual([...simulator.chargingKeys]);
		}),
	);

	test.each([0, 501])('writes %i keys as NDJSON, one per line', (keys) =>
		withSimulator({ keys }, async (simulator) => {
			const { items } = await exportKeys(simulator, { format: 'ndjson' });
			const lines = contentOf(items[0]).split('\n');
			expect(lines.pop()).toBe('');
			expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([...simulator.chargingKeys]);
		}),
	);

	test('writes only keys that pass the filters, under the chosen file name and field', () =>
		withSimulator({ keys: 900 }, async (simulator) => {
			const [fleetId = ''] = simulator.chargingKeys.fleetIds;
			const { items } = await exportKeys(simulator, {
				format: 'ndjson',
				filters: { fleetId, status: 'disabled' },
				options: { fileName: 'Gesperrt März.ndjson', binaryPropertyName: 'file' },
			});

			const expected = [...simulator.chargingKeys].filter(
				(key) => key.fleetId === fleetId && !key.enabled,
			);
			expect(expected.length).toBeGreaterThan(0);
			expect(items[0]?.json).toEqual({
				fileName: 'Gesperrt März.ndjson',
				format: 'ndjson',
				count: expected.length,
			});
			expect(items[0]?.binary?.file?.fileName).toBe('Gesperrt März.ndjson');
			expect(contentOf(items[0], 'file')).toBe(
				expected.map((key) => `${JSON.stringify(key)}\n`).join(''),
			);
		}));

	test.each(['csv', 'json', 'ndjson'])(
		'writes the keys of several fleets into one %s file',
		(format) =>
			withSimulator({ keys: 2000 }, async (simulator) => {
				const [first = '', second = ''] = simulator.chargingKeys.fleetIds;
				const { items } = await exportKeys(simulator, {
					format,
					filters: { fleetId: `${second}, no-such-fleet, ${first}` },
					options: { byteOrderMark: true },
				});
				const expected = [second, first].flatMap((id) =>
					[...simulator.chargingKeys].filter(({ fleetId }) => fleetId === id),
				);
				expect(items[0]?.json.count).toBe(expected.length);
				const text = contentOf(items[0]);
				const read: Record<string, () => unknown[]> = {
					csv: () =>
						parse(text, { bom: true })
							.slice(1)
							.map(([keyIdentifier]) => keyIdentifier),
					json: () => identifiers(JSON.parse(text) as { keyIdentifier: string }[]),
					ndjson: () =>
						text
							.trim()
							.split('\n')
							.map((line) => (JSON.parse(line) as { keyIdentifier: string }).keyIdentifier),
				};
				expect(read[format]?.()).toEqual(identifiers(expected));
			}),
	);

	test('writes one file per input item, and no partial file for an item that fails', () =>
		withSimulator({ keys: 1200 }, async (simulator) => {
			const [first = '', , third = ''] = simulator.chargingKeys.fleetIds;
			simulator.faults.add({ kind: 'status', status: 503, after: 1 });
			const { status, items, failed } = await exportKeys(
				simulator,
				{ format: 'ndjson', filters: { fleetId: '={{ $json.fleet }}' } },
				{
					items: [{ fleet: first }, { fleet: '' }, { fleet: third }],
					onError: 'continueErrorOutput',
				},
			);

			expect(status).toBe('success');
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
			expect(failed).toMatchObject([{ json: { fleet: '' }, pairedItem: { item: 1 } }]);
			expect(failed[0]?.binary).toBeUndefined();
		}));

	test('rejects an unknown format before anything is sent', () =>
		withSimulator({ keys: 1 }, async (simulator) => {
			const { error } = await exportKeys(simulator, { format: '={{ "xlsx" }}' });
			expect(error?.message).toContain(
				'"Format" must be one of csv, json, ndjson, but it is "xlsx"',
			);
			expect(simulator.requests).toEqual([]);
		}));
});
