import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../host/failure.mjs';
import { markdownTable } from '../../host/markdown.mts';
import type { SavedWorkflow } from '../../host/n8nApi.mts';
import type { JsonObject } from '../../host/shape.mts';
import {
	chargeDetailRecord,
	sessionEvent,
	type WebhookEvent,
} from '../../simulator/webhookEvent.mts';
import { WebhookSender } from '../../simulator/webhookSender.mts';
import { count, median, ratio, spread } from '../figures.mts';
import { publishAt, type RunningN8n } from '../publishedRow.mts';
import type { MeasuredCase } from './measuredCase.mts';

const secret = 'a-secret-of-the-benchmark';
const header = { name: 'X-Plugsurfing-Token', value: 'a-long-random-value' };
const calls = 300;
const atOnce = 10;
const warmUps = 100;
const patienceMs = 120_000;
const engines: { name: string; settings: Record<string, string> }[] = [
	{ name: '', settings: {} },
	{ name: ', legacy engine', settings: { N8N_EXPRESSION_ENGINE: 'legacy' } },
];

/** A published workflow with a trigger and a node that does nothing. */
interface Hook {
	url: string;
	workflow: SavedWorkflow;
}

async function publishHook(n8n: RunningN8n, path: string, trigger: JsonObject): Promise<Hook> {
	const url = `${n8n.server.url}/webhook/${path}`;
	const after = { name: 'After', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
	const workflow = await publishAt(
		n8n,
		{
			name: path,
			nodes: [
				{ id: 'a1', name: 'Start', position: [0, 0], ...trigger },
				{ id: 'a2', position: [220, 0], ...after },
			],
			connections: { Start: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
		},
		url,
	);
	return { url, workflow };
}

/**
 * Publishes this package's webhook trigger, which checks signature and header, and n8n's Webhook, which checks
 * the header.
 */
export async function publishHooks(n8n: RunningN8n): Promise<{ ours: Hook; theirs: Hook }> {
	const [plugsurfingEmpApi, httpHeaderAuth] = [
		await n8n.api.createCredential({
			name: 'Account',
			type: 'plugsurfingEmpApi',
			data: {
				...{ environment: 'stage', apiKey: 'not-needed', webhookSecret: secret },
				...{ webhookHeaderName: header.name, webhookHeaderValue: header.value },
			},
		}),
		await n8n.api.createCredential({ name: 'Header', type: 'httpHeaderAuth', data: header }),
	];
	const [id, path] = [randomUUID(), randomUUID()];
	return {
		ours: await publishHook(n8n, `${id}/webhook`, {
			type: 'n8n-nodes-plugsurfing-emp.plugsurfingEmpTrigger',
			typeVersion: 1,
			webhookId: id,
			parameters: { events: ['ALL'] },
			credentials: { plugsurfingEmpApi },
		}),
		theirs: await publishHook(n8n, path, {
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			webhookId: path,
			parameters: { httpMethod: 'POST', path, authentication: 'headerAuth', options: {} },
			credentials: { httpHeaderAuth },
		}),
	};
}

/** Sends events and waits until n8n has executed all of them. Returns the calls per second. */
export async function callHook(
	{ api }: RunningN8n,
	{ url, workflow }: Hook,
	event: (number: number) => WebhookEvent,
	amount: number,
): Promise<number> {
	const { succeeded: before } = await api.standing(workflow);
	const sender = new WebhookSender(secret, patienceMs, atOnce, { [header.name]: header.value });
	const events = Array.from({ length: amount }, (_, number) => event(number));
	const started = performance.now();
	const answers = await sender.sendAll(url, events);
	sender.close();
	const wrong = answers.find(({ status }) => status !== 200);
	if (wrong) throw new Failure(`A call was answered with ${wrong.status}: ${String(wrong.body)}`);
	for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
		await pause(20);
		const { succeeded, failed } = await api.standing(workflow);
		if (failed > 0) throw new Failure(`${failed} executions failed`);
		if (succeeded - before >= amount) return (1000 * amount) / (performance.now() - started);
	}
	throw new Failure(`Not all of ${amount} calls were executed`);
}

const anEvent = (number: number) => sessionEvent('SESSION_STARTED', `s-${number}`);

export const webhooks: MeasuredCase = {
	name: 'webhooks',
	title: `Webhook calls per second, ${atOnce} at a time`,
	rounds: 3,
	run: async ({ laboratory, rounds, say }) => {
		const measured: { name: string; rounds: number[] }[] = [];
		for (const { name, settings } of engines) {
			const n8n = await laboratory.freshN8n(settings);
			const { ours, theirs } = await publishHooks(n8n);
			const subjects = [
				{ name: 'Webhook Trigger (this package), events', hook: ours, event: anEvent },
				{
					name: 'Webhook Trigger (this package), records',
					hook: ours,
					event: (number: number) => chargeDetailRecord(`s-${number}`),
				},
				{ name: "n8n's Webhook, events", hook: theirs, event: anEvent },
			].map((subject) => ({ ...subject, rounds: [] as number[] }));
			for (const { hook, event } of subjects) await callHook(n8n, hook, event, warmUps);
			for (let round = 1; round <= rounds; round++) {
				for (const { name: way, hook, event, rounds: done } of subjects) {
					const rate = await laboratory.watched(() => callHook(n8n, hook, event, calls));
					done.push(rate);
					say(`${way}${name}, round ${round}: ${rate.toFixed(1)} calls per second`);
				}
			}
			measured.push(...subjects.map((one) => ({ name: one.name + name, rounds: one.rounds })));
		}
		const rows = measured.map(({ name, rounds: rates }, index) => {
			const theirs = measured[index - (index % 3) + 2]?.rounds ?? [];
			return [name, spread(rates, (rate) => rate.toFixed(1)), ratio(median(rates), median(theirs))];
		});
		const text = [
			`${count(calls)} calls in each round, until n8n has executed and saved them all. The trigger of this package checks`,
			"signature and header, n8n's Webhook the header; both respond immediately. By default, n8n creates",
			'a sandbox for expressions (an isolate) for each execution, and another one for each call of a community',
			"node's webhook. Legacy engine: `N8N_EXPRESSION_ENGINE=legacy`, without sandboxes.",
		].join(' ');
		return {
			text: `${text}\n\n${markdownTable(['', 'Calls per second', "× n8n's Webhook"], rows)}`,
			chart: { unit: 'Calls per second (median; a dot for each round)', bars: measured },
		};
	},
};
