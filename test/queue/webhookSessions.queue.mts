import { readWorkflow } from '../../host/workflowFile.mts';
import { Account } from '../support/account.mts';
import { withParameters } from '../support/parameters.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';
import { namedSessions, sessionStarts, startRequests } from '../support/sessionStarts.mts';
import { startedByWorkers, startedSince, expectAll } from '../support/queueProcesses.mts';

const crowd = 300;
const patienceMs = 200_000;

test('300 simultaneous calls start 300 sessions on both workers, none lost, none twice', async () => {
	const account = await Account.open({
		keys: 400,
		sessionPace: { startsAfterMs: 500, completesAfterMs: 500 },
	});
	const workflow = withParameters(
		readWorkflow('start-session-by-webhook.json'),
		'Start the session',
		{ options: { pollInterval: 1 } },
	);
	const published = await PublishedWorkflow.of(account, workflow, '/webhook/start-session');
	const calls = sessionStarts(account, crowd);

	const before = startedByWorkers();
	const began = Date.now();
	const answered: number[] = [];
	const answers = await Promise.all(
		calls.map(async (call) => {
			const answer = await published.post(call, {}, patienceMs);
			answered.push((Date.now() - began) / 1000);
			return answer;
		}),
	);

	expect(answers.map(({ status }) => status)).toEqual(calls.map(() => 200));
	expect(account.simulator.sessions.count).toBe(crowd);
	expect(startRequests(account)).toBe(crowd);
	// Each caller got the session of its own connector, started with its own key.
	expect(namedSessions(account, answers)).toEqual(
		calls.map((call) => ({ ...call, sessionStatus: 'STARTED' })),
	);

	await published.succeeded(crowd, patienceMs);
	const byWorker = startedSince(before);
	expectAll(crowd, byWorker);
	console.log(
		[
			`${crowd} sessions started: ${byWorker.join(' and ')} by the workers;`,
			`answered after ${answered[crowd / 2]?.toFixed(1)} s (median), ${answered.at(-1)?.toFixed(1)} s (last)`,
		].join(' '),
	);
});
