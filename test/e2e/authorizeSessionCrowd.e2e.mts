import { Agent } from 'node:http';
import axios from 'axios';
import { DataTables } from '../../host/dataTables.mts';
import { at, textAt, type JsonObject } from '../../host/shape.mts';
import {
	readWorkflow,
	withCredential,
	type CredentialReference,
	type Workflow,
} from '../../host/workflowFile.mts';
import { authorizationRequest } from '../../simulator/webhookEvent.mts';
import { block, keyTakenFrom, trigger, workflowFile } from '../support/authorization.mts';
import { OwnN8n } from '../support/ownN8n.mts';
import { until } from '../support/until.mts';

/** The number of simultaneous calls, and of rounds. */
const crowd = 20;
const rounds = 5;
/** How long Plugsurfing waits for a response, in milliseconds. */
const patienceMs = 3000;
const header = { name: 'X-Plugsurfing-Token', value: 'a-long-random-value' };
const ours = 'Plugsurfing EMP Webhook Trigger';
const theirs = "n8n's Webhook";

interface Subject {
	name: string;
	url: string;
	times: number[];
}

/** The same workflow behind n8n's own Webhook node, which requires the same header. */
function behindWebhookNode(httpHeaderAuth: CredentialReference): Workflow {
	const workflow = keyTakenFrom(readWorkflow(workflowFile), '={{ $json.body.keyIdentifier }}');
	const parameters = {
		httpMethod: 'POST',
		path: 'authorize',
		authentication: 'headerAuth',
		responseMode: 'lastNode',
		options: {},
	};
	const nodes = workflow.nodes.map(
		(node): JsonObject =>
			node['name'] === trigger
				? {
						...node,
						type: 'n8n-nodes-base.webhook',
						typeVersion: 2.1,
						parameters,
						credentials: { httpHeaderAuth },
					}
				: node,
	);
	return { ...workflow, nodes };
}

async function publish(n8n: OwnN8n): Promise<Subject[]> {
	const [emp, headerAuth] = [
		await n8n.api.createCredential({
			name: 'Plugsurfing EMP account',
			type: 'plugsurfingEmpApi',
			data: {
				environment: 'stage',
				apiKey: 'not-needed',
				webhookHeaderName: header.name,
				webhookHeaderValue: header.value,
			},
		}),
		await n8n.api.createCredential({ name: 'Header', type: 'httpHeaderAuth', data: { ...header } }),
	];
	const workflow = withCredential(readWorkflow(workflowFile), emp);
	const made = await n8n.api.run(await n8n.api.createWorkflow(workflow), 'Make the table once');
	expect(made.error).toBe('');
	await block(new DataTables(n8n.session), ['3633e0e0']);

	for (const content of [workflow, behindWebhookNode(headerAuth)]) {
		await n8n.api.publish(await n8n.api.createWorkflow(content));
	}
	const webhookId = textAt(
		workflow.nodes.find(({ name }) => name === trigger),
		'webhookId',
	);
	return [
		{ name: ours, url: `${n8n.url}/webhook/${webhookId}/webhook`, times: [] },
		{ name: theirs, url: `${n8n.url}/webhook/authorize`, times: [] },
	];
}

async function call(url: string, keyIdentifier: string): Promise<unknown> {
	const answer = await axios.post<unknown>(url, authorizationRequest(keyIdentifier), {
		headers: { [header.name]: header.value },
		httpAgent: new Agent({ keepAlive: false }),
		proxy: false,
		validateStatus: () => true,
	});
	return at(answer.data, 'allowed');
}

/** The response times of simultaneous calls, in milliseconds. */
async function timesOf({ url }: Subject): Promise<number[]> {
	const calls = Array.from({ length: crowd }, async (_, n) => {
		const [key, verdict] = n % 2 === 0 ? ['3633e0e0', 'BLOCKED'] : ['3633e0e1', 'ALLOWED'];
		const started = performance.now();
		expect(await call(url, key)).toBe(verdict);
		return performance.now() - started;
	});
	return await Promise.all(calls);
}

function figures({ name, times }: Subject): string {
	const sorted = times.toSorted((a, b) => a - b);
	const [median, slowest] = [sorted[Math.floor(sorted.length / 2)] ?? NaN, sorted.at(-1) ?? NaN];
	return `${name}: median ${Math.round(median)} ms, maximum ${Math.round(slowest)} ms`;
}

test.each([
	['n8n with default settings', 'default', {}],
	['n8n without sandboxes', 'legacy', { N8N_EXPRESSION_ENGINE: 'legacy' }],
])(
	`${crowd} calls at the same time each get their own answer: %s`,
	async (host, name, settings) => {
		const n8n = await OwnN8n.start(`authorize-session-${name}`, settings);
		try {
			const subjects = await publish(n8n);
			for (const { url } of subjects) {
				await until(async () => (await call(url, '3633e0e0')) === 'BLOCKED');
			}
			// Warms up.
			for (const subject of subjects) await timesOf(subject);
			for (let round = 0; round < rounds; round++) {
				const turns = round % 2 === 0 ? subjects : subjects.toReversed();
				for (const subject of turns) subject.times.push(...(await timesOf(subject)));
			}
			const inTime = (subjects[0]?.times ?? []).filter((ms) => ms < patienceMs).length;
			console.log(
				[
					`${host}, ${rounds} × ${crowd} calls at once:`,
					...subjects.map(figures),
					`${inTime} of ${rounds * crowd} of the first within ${patienceMs} ms`,
				].join('\n'),
			);
			expect(subjects.map(({ times }) => times.length)).toEqual([rounds * crowd, rounds * crowd]);
		} finally {
			await n8n.stop();
		}
	},
	300_000,
);
