import type { OnError } from 'n8n-workflow';

import { useSimulator } from '../engine/againstSimulator.mts';
import { runOperation } from '../engine/operation.mts';
import { KEY } from '../support/pageExamples.mts';

const simulator = useSimulator({ keys: 10 });

const TAKEN = 'aabbccdd';
const items = Array.from({ length: 100 }, (_, index) => ({
	uid: fails(index) ? TAKEN : index.toString(16).padStart(8, '0'),
	printed: `Card ${index}`,
}));

function fails(index: number): boolean {
	return index % 7 === 6;
}

const reason = `Could not create the charging key ${TAKEN}: it is already activated (409): Charging key already activated`;

function createAll(onError?: OnError) {
	simulator().chargingKeys.add({ ...KEY, keyIdentifier: TAKEN });
	return runOperation(
		simulator(),
		'chargingKey.create',
		{ keyIdentifier: '={{ $json.uid }}', visualNumber: '={{ $json.printed }}' },
		{ items, onError },
	);
}

describe('100 items of which every seventh fails', () => {
	const indices = items.map((_, index) => index);
	const good = indices.filter((index) => !fails(index));
	const bad = indices.filter(fails);

	test('have 100 outcomes, each paired, the failed ones on the error output with the reason', async () => {
		const { status, outputs } = await createAll('continueErrorOutput');

		expect(status).toBe('success');
		expect([good.length, bad.length]).toEqual([86, 14]);
		expect(outputs[0]).toMatchObject(
			good.map((index) => ({
				json: { keyIdentifier: items[index]?.uid, visualNumber: `Card ${index}` },
				pairedItem: { item: index },
			})),
		);
		expect(outputs[1]).toMatchObject(
			bad.map((index) => ({
				json: { ...items[index], error: `${reason} [item ${index}]`, details: { httpCode: '409' } },
				pairedItem: { item: index },
			})),
		);
		expect(simulator().requests).toHaveLength(100);
		expect(simulator().chargingKeys.count).toBe(10 + 1 + 86);
	});

	test('keep their places when the failed ones go on with the others', async () => {
		const { status, outputs } = await createAll('continueRegularOutput');

		expect(status).toBe('success');
		expect(outputs[0]).toHaveLength(100);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			indices.map((item) => ({ item })),
		);
		expect(outputs[0]?.flatMap(({ json }, index) => ('error' in json ? [index] : []))).toEqual(bad);
	});

	test('end with the first failure when the node is to stop, which names its item', async () => {
		const { status, outputs, error } = await createAll();

		expect(status).toBe('error');
		expect(outputs).toEqual([]);
		expect(error?.message).toContain(reason);
		expect(error?.context).toMatchObject({ itemIndex: 6 });
		expect(simulator().requestCount).toBeLessThan(100);
	});
});
