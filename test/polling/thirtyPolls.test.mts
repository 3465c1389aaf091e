import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../simulator/simulator.mts';
import { credentialFor, withSimulator } from '../engine/againstSimulator.mts';
import { pollOutcomes } from '../engine/newerFeatures.mts';
import { PollTrigger } from '../engine/poll.mts';
import { Disturber } from '../support/disturber.mts';

const POLLS = 30;
const ENOUGH_TO_CATCH_UP = 16;

const EVENTS = [
	'chargingKeyAdded',
	'chargingKeyChanged',
	'chargingKeyRemoved',
	'orderCreated',
	'orderUpdated',
];

/** Retries help against none of them. */
const FAULTS: Fault[] = [
	{ kind: 'html' },
	{ kind: 'truncated', how: 'json' },
	{ kind: 'withoutList' },
	{ kind: 'status', status: 403 },
	{ kind: 'redirect', location: 'https://example.com' },
];

/** A change as one line: the event and the ID. */
function line({ event, id, keyIdentifier }: IDataObject): string {
	return [event, id ?? keyIdentifier]
		.map((part) => (typeof part === 'string' ? part : ''))
		.join(' ');
}

async function findEachChangeOnce(
	seed: number,
	budgetMs: number | undefined,
	durableCursors: boolean,
): Promise<void> {
	await withSimulator({ keys: 1300, orders: 150, latencyMs: 1, seed }, async (simulator) => {
		const disturber = new Disturber(simulator, seed);
		const published = new PollTrigger(
			credentialFor(simulator),
			{ events: EVENTS },
			{ budgetMs, durableCursors },
		);
		await published.publish();
		// Without time each poll reads one page, so the first list takes several polls.
		for (let poll = 0; poll < ENOUGH_TO_CATCH_UP; poll++) await published.poll();
		published.save();

		const found: string[] = [];
		let failed = 0;
		for (let poll = 0; poll < POLLS; poll++) {
			disturber.change(6);
			if (disturber.oneIn(3)) {
				const after = disturber.upTo(4);
				const times = disturber.upTo(2) + 1;
				simulator.faults.add({ ...disturber.pick(FAULTS), after, times });
			}
			if (disturber.oneIn(4)) published.restart();
			const polling = published.poll();
			// Some rows change while the pages are read.
			setTimeout(() => {
				disturber.change(3);
			}, disturber.upTo(8));
			found.push(...(await polling.catch(() => (failed++, []))).map(line));
			await new Promise((done) => setTimeout(done, 10));
		}
		simulator.faults.clear();
		for (let poll = 0; poll < ENOUGH_TO_CATCH_UP; poll++) {
			found.push(...(await published.poll()).map(line));
		}
		expect(failed).toBeGreaterThan(3);
		expect(disturber.log.length).toBeGreaterThan(200);
		expect(found.sort()).toEqual(disturber.log.sort());
	});
}

const each =
	'seed $seed, budget $budgetMs: 30 polls with changes, faults and restarts find each change once';

/** More runs, as in .ci/nightly: PROPERTY_RUNS=20 npm test -- thirtyPolls */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 2);

const runs = Array.from({ length: numRuns }, (_, run) => ({
	seed: run + 1,
	budgetMs: run % 2 === 0 ? undefined : 0,
}));

jest.setTimeout(180_000);

test.each(runs)(each, ({ seed, budgetMs }) => findEachChangeOnce(seed, budgetMs, false));

pollOutcomes.describe('with durable cursors', () => {
	test.each(runs.slice(1))(each, ({ seed, budgetMs }) => findEachChangeOnce(seed, budgetMs, true));
});
