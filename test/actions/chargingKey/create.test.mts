import type { INodeParameters } from 'n8n-workflow';

import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import {
	expectError,
	expectRejected,
	expectSentOnce,
	results,
	runOperation,
} from '../../engine/operation.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import { rejectsNonText } from '../../support/identifiers.mts';
import { NEW_KEY } from '../../support/pageExamples.mts';

const simulator = useSimulator({ keys: 20 });

function create(parameters: INodeParameters, run?: Partial<NodeRun>) {
	return runOperation(simulator(), 'chargingKey.create', parameters, run);
}

const { keyIdentifier, visualNumber, fleetId, contractId } = NEW_KEY;
const required = { keyIdentifier, visualNumber };

describe('Create a charging key', () => {
	test("creates the page's example with one request, and returns the key", async () => {
		const result = await create({
			...required,
			additionalFields: { fleetId, contractId, enabled: true },
		});

		expectSentOnce(simulator(), 'POST', '/emp/v1/charging-keys', NEW_KEY);
		expect(simulator().requests[0]?.headers['content-type']).toBe('application/json');
		expect(results(result)).toEqual([{ ...NEW_KEY, validTo: expect.any(String) as string }]);
		expect(result.outputs[0]?.[0]?.pairedItem).toEqual({ item: 0 });
		expect(simulator().chargingKeys.get(keyIdentifier)).toEqual(results(result)[0]);
	});

	describe('omits optional fields', () => {
		test.each(['', null, undefined])('that are %j', async (empty) => {
			await create(
				{
					...required,
					additionalFields: {
						fleetId: '={{ $json.empty }}',
						contractId: '={{ $json.empty }}',
						enabled: '={{ $json.empty }}',
						byteOrder: '={{ $json.empty }}',
					},
				},
				{ items: [{ empty }] },
			);
			expect(simulator().requests[0]?.body).toEqual(required);
		});

		test('that are blank', async () => {
			await create({ ...required, additionalFields: { fleetId: '  ', contractId: '\t' } });
			expect(simulator().requests[0]?.body).toEqual(required);
		});
	});

	test.each([
		[false, false],
		['false', false],
		['TRUE', true],
		[0, false],
		[1, true],
	])('Enabled accepts %j from an expression', async (enabled, expected) => {
		await create(
			{ ...required, additionalFields: { enabled: '={{ $json.enabled }}' } },
			{ items: [{ enabled }] },
		);
		expect(simulator().requests[0]?.body).toEqual({ ...required, enabled: expected });
	});

	describe('Byte Order', () => {
		test.each([
			['bigEndian', '3633e0e0', 'e0e03336'],
			['bigEndian', '04A2B3c4D5e6F7', 'F7e6D5c4B3A204'],
			['bigEndian', '0a', '0a'],
			['littleEndian', '3633e0e0', '3633e0e0'],
			['littleEndian', '04A2B3c4D5e6F7', '04A2B3c4D5e6F7'],
		])('%s turns %s into %s', async (byteOrder, given, sent) => {
			const result = await create({
				keyIdentifier: given,
				visualNumber,
				additionalFields: { byteOrder },
			});
			expect(simulator().requests[0]?.body).toEqual({ keyIdentifier: sent, visualNumber });
			expect(results(result)).toMatchObject([{ keyIdentifier: sent }]);
		});
	});

	test('sends an integer visual number as text', async () => {
		await create(
			{ keyIdentifier, visualNumber: '={{ $json.number }}' },
			{ items: [{ number: 10045363 }] },
		);
		expect(simulator().requests[0]?.body).toEqual({ keyIdentifier, visualNumber: '10045363' });
	});

	describe('identifiers as spreadsheet text formulas', () => {
		test.each([
			['="04E12345"', '04E12345', '="00001234"', '00001234'],
			['04E12345', '04E12345', '="say ""hi"""', 'say "hi"'],
			['="04E12345"', '04E12345', '="a"b"', '="a"b"'],
			['="04E12345"', '04E12345', '=A1', '=A1'],
			['="04E12345"', '04E12345', ' ="1"', ' ="1"'],
		])('%s is sent as %s, and %s as %s', async (key, sentKey, number, sentNumber) => {
			await create(
				{ keyIdentifier: '={{ $json.key }}', visualNumber: '={{ $json.number }}' },
				{ items: [{ key, number }] },
			);
			expect(simulator().requests.map(({ body }) => body)).toEqual([
				{ keyIdentifier: sentKey, visualNumber: sentNumber },
			]);
		});

		test('an empty formula counts as empty', async () => {
			const empty = '={{ $json.empty }}';
			const items = [{ empty: '=""' }];
			await create({ ...required, additionalFields: { contractId: empty } }, { items });
			expect(simulator().requests.map(({ body }) => body)).toEqual([required]);
			const result = await create({ ...required, visualNumber: empty }, { items });
			expect(result.error?.message).toContain('"Visual Number" must not be empty');
			expect(simulator().requests).toHaveLength(1);
		});

		test('a message shows the identifier without the formula', async () => {
			const result = await create(
				{ ...required, keyIdentifier: '={{ $json.key }}' },
				{ items: [{ key: '="xyz0"' }] },
			);
			const complaint = 'must be an even number of hexadecimal digits (0-9, a-f), but it is "xyz0"';
			expectRejected(simulator(), result, `"Key Identifier" ${complaint}`);
		});
	});

	test('text in any script arrives intact', async () => {
		const texts = { visualNumber: 'ü "Nº 1" \\ 🔌 \u202eabc', fleetId: 'a/b+c=%2F' };
		await create({
			keyIdentifier,
			visualNumber: texts.visualNumber,
			additionalFields: { fleetId: texts.fleetId },
		});
		expect(simulator().requests[0]?.body).toEqual({ keyIdentifier, ...texts });
	});

	describe('bad input', () => {
		const SEPARATED = 'must have no spaces, colons or dashes: enter';
		const ODD = 'must be an even number of hexadecimal digits (0-9, a-f), but it is ';
		test.each([
			['', 'must not be empty'],
			[null, 'must not be empty'],
			['  ', 'must not be empty'],
			['e0e0333', `${ODD}"e0e0333"`],
			['xyz0', `${ODD}"xyz0"`],
			['e0 e0', `${SEPARATED} "e0e0", but it is "e0 e0"`],
			['e0:e0:33:36', `${SEPARATED} "e0e03336", but it is "e0:e0:33:36"`],
			[' e0e03336', `${SEPARATED} "e0e03336", but it is " e0e03336"`],
			['0xe0e0', `${ODD}"0xe0e0"`],
			['..', `${ODD}".."`],
			['e0e03336\n', `${SEPARATED} "e0e03336", but it is "e0e03336\\n"`],
			[true, 'must be text, but it is true'],
			[{}, 'must be text, but it is {}'],
			[
				4033536,
				'must be text, because numbers from a spreadsheet may have lost leading zeros, but it is 4033536',
			],
			[
				3.633e3,
				'must be text, because numbers from a spreadsheet may have lost leading zeros, but it is 3633',
			],
		])('Key Identifier rejects %j', async (value, complaint) => {
			const result = await create(
				{ keyIdentifier: '={{ $json.value }}', visualNumber },
				{ items: [{ value }] },
			);
			expectRejected(simulator(), result, `"Key Identifier" ${complaint}`);
		});

		rejectsNonText('Visual Number', simulator, (expression, value) =>
			create({ keyIdentifier, visualNumber: expression }, { items: [{ value }] }),
		);

		test.each([
			['fleetId', { id: 7 }, '"Fleet ID" must be text, but it is {"id":7}'],
			['fleetId', false, '"Fleet ID" must be text, but it is false'],
			['contractId', [1], '"Contract ID" must be text, but it is [1]'],
			['contractId', 0.5, '"Contract ID" must be text, but it is 0.5'],
			['enabled', 'yes', '"Enabled" must be true, false, 1 or 0, but it is "yes"'],
			['enabled', 2, '"Enabled" must be true, false, 1 or 0, but it is 2'],
			['enabled', {}, '"Enabled" must be true, false, 1 or 0, but it is {}'],
			[
				'byteOrder',
				'middleEndian',
				'"Byte Order of Key Identifier" must be one of bigEndian, littleEndian, but it is "middleEndian"',
			],
			[
				'byteOrder',
				true,
				'"Byte Order of Key Identifier" must be one of bigEndian, littleEndian, but it is true',
			],
		])('%s rejects %j', async (field, value, message) => {
			const result = await create(
				{ ...required, additionalFields: { [field]: '={{ $json.value }}' } },
				{ items: [{ value }] },
			);
			expectRejected(simulator(), result, message);
		});
	});

	describe('failures', () => {
		failsReadably(simulator, 'create the charging key e0e03336', (run) => create(required, run), [
			{
				status: 409,
				says: 'Charging key already activated',
				reads: 'it is already activated (409): Charging key already activated',
				remedy: 'use Charging Key > Enable if it is disabled',
			},
		]);

		test('an existing key stays unchanged', async () => {
			simulator().chargingKeys.add({ ...NEW_KEY, validTo: '2030-01-01T00:00:00Z' });
			const result = await create({ keyIdentifier, visualNumber: 'another' });

			expectError(
				result,
				'Could not create the charging key e0e03336: it is already activated (409): Charging key already activated',
			);
			expect(simulator().chargingKeys.get(keyIdentifier)?.visualNumber).toBe(visualNumber);
			expect(simulator().requests).toHaveLength(1);
		});
	});
});
