import { readWorkflow, type Workflow } from '../../host/workflowFile.mts';
import { Account } from '../support/account.mts';
import { withAllParameters } from '../support/parameters.mts';

const changed = 'Get what has changed';
const written = 'Write it to the table';

/** Replaces the decision of the third step, which depends on the day of the week and the clock. */
function whatToFetch(isFull: string): Record<string, unknown> {
	const values = { isFull, newest: "={{ $json.lastUpdated ?? '' }}", notSeenSince: '={{ $now }}' };
	return {
		assignments: {
			assignments: Object.entries(values).map(([name, value]) => ({
				id: name,
				name,
				value,
				type: name === 'isFull' ? 'boolean' : 'string',
			})),
		},
	};
}

/** The workflow with its own table. */
function workflow(table: string, isFull = '={{ !$json.lastUpdated }}'): Workflow {
	const dataTableId = { value: table };
	return withAllParameters(readWorkflow('mirror-locations-nightly.json'), {
		'Have a table': { tableName: table },
		'Get the newest in it': { dataTableId },
		'What to fetch': whatToFetch(isFull),
		[written]: { dataTableId },
		'Delete what is gone': { dataTableId },
		[changed]: { filters: { countries: 'Iceland, Estonia' } },
	});
}

function mirrored({ simulator }: Account) {
	return [...simulator.locations].filter(({ country = '' }) => ['ISL', 'EST'].includes(country));
}

describe('mirror locations nightly', () => {
	test('copies everything at first, then only changes, then nothing', async () => {
		const account = await Account.open({ locations: 4000 });
		const mirror = workflow('Mirror');
		const first = await account.run(mirror, 'Start by hand');
		expect(first.error).toBe('');
		const due = mirrored(account);
		expect(due.length).toBeGreaterThan(10);
		expect(first.items(changed).map(({ id }) => id)).toEqual(due.map(({ id }) => id));
		expect(first.items(written)).toMatchObject(
			due.map((location) => ({
				locationId: location.id,
				name: location.name,
				latitude: Number(location.coordinates.latitude),
				lastUpdated: location.last_updated,
			})),
		);

		const [one] = due;
		account.simulator.locations.change(one?.id ?? '', {
			name: 'Ný stöð',
			last_updated: '2026-10-01T00:00:00.000Z',
		});
		const second = await account.run(mirror, 'Every night at 03:00');
		expect(second.error).toBe('');
		expect(second.items(written)).toMatchObject([{ locationId: one?.id, name: 'Ný stöð' }]);
		const newest = due.at(-1)?.last_updated;
		expect(account.simulator.requests.at(-1)?.query.last_updated).toBe(newest);

		const third = await account.run(mirror, 'Start by hand');
		expect(third.error).toBe('');
		expect(third.items(changed)).toEqual([]);
		expect(account.simulator.requests.at(-1)?.query.last_updated).toBe('2026-10-01T00:00:00.000Z');
	});

	test('deletes the rows of removed locations only in a full run', async () => {
		const account = await Account.open({ locations: 4000 });
		const mirror = workflow('Mirror with gaps');
		const all = workflow('Mirror with gaps', '={{ true }}');
		expect((await account.run(mirror, 'Start by hand')).error).toBe('');
		const [one] = mirrored(account);
		// It is no longer in the mirrored countries.
		account.simulator.locations.change(one?.id ?? '', { country: 'DEU' });

		const later = await account.run(mirror, 'Every night at 03:00');
		expect(later.error).toBe('');
		expect(later.ran('Delete what is gone')).toBe(false);

		account.simulator.faults.add({ kind: 'status', status: 400 });
		expect((await account.run(all, 'Every night at 03:00')).ran('Delete what is gone')).toBe(false);

		const full = await account.run(all, 'Every night at 03:00');
		expect(full.error).toBe('');
		expect(full.items('Delete what is gone').map(({ locationId }) => locationId)).toEqual([
			one?.id,
		]);
	});
});
