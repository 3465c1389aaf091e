import { validateHeaderValue } from 'node:http';

import fc from 'fast-check';

import { isExact, kindOf, objectIn, requestIdIn, strangeCall } from '../support/strangeCalls.mts';
import type { StrangeCall } from '../support/strangeCalls.mts';
import { TriggeredN8n } from '../support/triggeredN8n.mts';

const numCalls = 2000;
const seed = 20260131;

/** Whether the headers arrive unchanged: HTTP joins lists, and some characters cannot be sent. */
function isSendable({ headers }: StrangeCall): boolean {
	return Object.entries(headers).every(([name, value]) => {
		if (typeof value !== 'string') return false;
		try {
			validateHeaderValue(name, value);
			return true;
		} catch {
			return false;
		}
	});
}

/** The expected input of the workflow for a call; empty if it is rejected. */
function startedBy({ bytes, isSigned }: StrangeCall): string[] {
	const content = isSigned ? objectIn(bytes) : undefined;
	return content ? [JSON.stringify(content)] : [];
}

/** The calls without the duplicates of records. */
function firstCopies(calls: StrangeCall[]): StrangeCall[] {
	const identities = new Set<string>();
	return calls.filter(({ bytes, isSigned }) => {
		const content = isSigned ? objectIn(bytes) : undefined;
		if (!content || kindOf(content) !== 'CHARGE_DETAIL_RECORD') return true;
		const requestId = requestIdIn(bytes);
		const identity = isExact(requestId) ? requestId : bytes.toString('latin1');
		return !identities.has(identity) && identities.add(identity);
	});
}

let host: TriggeredN8n;
beforeAll(async () => {
	host = await TriggeredN8n.start('strange-calls');
}, 180_000);
afterAll(() => host.stop());

test(`n8n responds to ${numCalls} strange calls and starts only signed ones`, async () => {
	const workflow = await host.save({ events: ['ALL'] });
	const url = await host.publish(workflow);
	const calls = fc.sample(strangeCall.filter(isSendable), { numRuns: numCalls, seed });

	// In sequence, so that the first copy of a record starts the workflow.
	for (const { bytes, headers, isSigned } of calls) {
		const { status } = await host.sender.post(url, bytes, headers as Record<string, string>);
		const expected = isSigned ? (objectIn(bytes) ? 200 : 400) : 401;
		expect([bytes.toString(), headers, status]).toEqual([bytes.toString(), headers, expected]);
	}

	const due = firstCopies(calls).flatMap(startedBy);
	const items = await host.started(workflow, due.length);
	expect(items.map((item) => JSON.stringify(item)).sort()).toEqual(due.sort());
}, 600_000);
