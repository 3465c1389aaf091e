import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { loadOutputSchema } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type INode,
	type INodeParameters,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { chargeDetailRecord, sessionEvent } from '../simulator/webhookEvent.mts';
import { startSimulator } from '../simulator/simulator.mts';
import { WebhookSender } from '../simulator/webhookSender.mts';
import { credentialFor, withSimulator } from './engine/againstSimulator.mts';
import { loadPackage, nodeTypes, PACKAGE } from './engine/engine.mts';
import { outputSchemas } from './engine/newerFeatures.mts';
import { PollTrigger } from './engine/poll.mts';
import { WebhookTrigger } from './engine/webhook.mts';

const NODE_DIR = fileURLToPath(new URL('../dist/nodes/PlugsurfingEmp', import.meta.url));

async function descriptionOf(name: string): Promise<INodeTypeDescription> {
	const { type } = (await loadPackage()).getNode(name);
	return NodeHelpers.getVersionedNodeType(type).description;
}

describe.each([
	['plugsurfingEmpTrigger', 'Plugsurfing EMP Webhook Trigger'],
	['plugsurfingEmpPollTrigger', 'Plugsurfing EMP Poll Trigger'],
])('%s', (name, displayName) => {
	test('is a trigger that n8n loads, with its icons and search terms', async () => {
		const description = await descriptionOf(name);
		expect(description).toMatchObject({
			name,
			displayName,
			defaults: { name: displayName },
			version: 1,
			group: ['trigger'],
			inputs: [],
			outputs: ['main'],
			credentials: [{ name: 'plugsurfingEmpApi', required: true }],
		});
		expect(description.usableAsTool).toBeUndefined();
		expect(description.codex?.alias).toContain('Plugsurfing');
		const { sourcePath } = (await loadPackage()).getNode(name);
		for (const icon of ['plugsurfingEmp.svg', 'plugsurfingEmp.dark.svg']) {
			await access(join(dirname(sourcePath), icon));
		}
	});

	test('asks what to trigger on, without a tooltip, in alphabetical order', async () => {
		const { properties } = await descriptionOf(name);
		const [field] = properties.filter((property) => property.name === 'events');
		expect(field).toMatchObject({
			displayName: 'Trigger On',
			type: 'multiOptions',
			required: true,
		});
		expect(field?.description).toBeUndefined();
		const names = (field?.options ?? []).map((option) => option.name);
		expect(names).toEqual([...names].sort());
	});
});

/** The notices that the webhook's panel shows with these parameters. */
async function noticesWith(parameters: INodeParameters): Promise<string[]> {
	const description = await descriptionOf('plugsurfingEmpTrigger');
	const all = NodeHelpers.getNodeParameters(
		description.properties,
		parameters,
		true,
		false,
		null,
		description,
	);
	return description.properties
		.filter(({ type }) => type === 'notice')
		.filter((field) => NodeHelpers.displayParameter(all ?? {}, field, null, description))
		.map(({ displayName }) => displayName);
}

describe('the panel of the webhook', () => {
	const handOver = expect.stringMatching(/Production URL.*account manager/) as string;
	const sentOnce = expect.stringMatching(
		/only once.*is lost.*Charge Detail Record.*Session > Get/,
	) as string;
	const ownWorkflow = expect.stringMatching(/^Use one workflow for each trigger/) as string;

	test('says that Plugsurfing needs its URL, and that session events are sent once', async () => {
		expect(await noticesWith({})).toEqual([handOver, sentOnce]);
		for (const event of ['SESSION_STARTED', 'SESSION_FEE_INCURRING']) {
			expect(await noticesWith({ events: ['OTHER', event] })).toEqual([handOver, sentOnce]);
		}
		expect(await noticesWith({ events: ['ALL'] })).toEqual([handOver, sentOnce, ownWorkflow]);
		expect(await noticesWith({ events: ['OTHER'] })).toEqual([handOver]);
	});

	test('says that records need their own workflow', async () => {
		expect(await noticesWith({ events: ['CHARGE_DETAIL_RECORD', 'OTHER'] })).toEqual([
			handOver,
			ownWorkflow,
		]);
	});

	test('says that anyone can call it if that is allowed', async () => {
		expect(await noticesWith({ events: ['OTHER'], acceptUnsigned: true })).toEqual([
			handOver,
			expect.stringMatching(/anyone who knows the URL can start this workflow/),
		]);
	});
});

test.each([
	[{}, 'onReceived'],
	[{ responseMode: 'onReceived' }, 'onReceived'],
	[{ responseMode: 'lastNode' }, 'lastNode'],
	[{ responseMode: '' }, 'onReceived'],
])('with the parameters %p n8n responds %s', async (parameters, mode) => {
	const loader = await loadPackage();
	const node: INode = {
		id: 'trigger',
		name: 'Trigger',
		type: `${PACKAGE}.plugsurfingEmpTrigger`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes: nodeTypes(loader, {}),
	});
	const { webhooks } = await descriptionOf('plugsurfingEmpTrigger');
	expect(webhooks).toMatchObject([{ name: 'default', httpMethod: 'POST', path: 'webhook' }]);
	const responseMode = webhooks?.[0]?.responseMode;
	// As n8n's webhook-helpers does for each call.
	expect(workflow.expression.getSimpleParameterValue(node, responseMode, 'webhook', {})).toBe(mode);
});

/** The paths of the fields of an object, including nested ones. */
function pathsIn(value: unknown, path = ''): string[] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
	return Object.entries(value).flatMap(([name, inner]) => [
		`${path}.${name}`,
		...pathsIn(inner, `${path}.${name}`),
	]);
}

/** The same of a schema. */
function pathsOf(schema: unknown, path = ''): string[] {
	const { properties = {} } = schema as { properties?: Record<string, unknown> };
	return Object.entries(properties).flatMap(([name, inner]) => [
		`${path}.${name}`,
		...pathsOf(inner, `${path}.${name}`),
	]);
}

function schemaOf(operation: string): unknown {
	return loadOutputSchema({ nodeDir: NODE_DIR, version: 1, operation });
}

outputSchemas.test(
	'the schema of the webhook has every field of its events and of the session',
	async () => {
		await withSimulator(
			{ sessionPace: { startsAfterMs: 0, completesAfterMs: 0 } },
			async (simulator) => {
				const sessionId = simulator.sessions.start('connector', 'key');
				simulator.sessions.stop(sessionId);
				const trigger = new WebhookTrigger(credentialFor(simulator), {
					events: ['ALL'],
					includeSessionDetails: true,
					acceptUnsigned: true,
				});
				const paths = new Set<string>();
				for (const event of [
					sessionEvent('SESSION_COMPLETE', sessionId),
					sessionEvent('SESSION_FEE_INCURRING', 'unknown'),
					{ requestId: chargeDetailRecord('s').requestId },
				]) {
					const { started } = await trigger.call({ body: JSON.stringify(event) });
					for (const path of pathsIn(started)) paths.add(path);
				}
				expect(pathsOf(schemaOf('webhook')).sort()).toEqual([...paths].sort());
			},
		);
	},
);

outputSchemas.test('the schema of the polling trigger has every field of its items', async () => {
	await withSimulator({ keys: 30, orders: 30 }, async (simulator) => {
		const trigger = new PollTrigger(credentialFor(simulator), {
			events: ['chargingKeyAdded', 'chargingKeyChanged', 'orderCreated'],
			options: { emitExisting: true },
		});
		const [first] = simulator.chargingKeys;
		const items = await trigger.publish();
		simulator.chargingKeys.change(first?.keyIdentifier ?? '', { enabled: !first?.enabled });
		items.push(...(await trigger.poll()));
		const paths = new Set(items.flatMap((item) => pathsIn(item)));
		expect(pathsOf(schemaOf('poll')).sort()).toEqual([...paths].sort());
	});
});

test('1,000 simultaneous calls each start the workflow with their own event, 1,000 forged ones do not', async () => {
	const simulator = await startSimulator({ keys: 10 });
	const sender = new WebhookSender('current-secret');
	const trigger = new WebhookTrigger(
		credentialFor(simulator, { webhookSecret: 'current-secret' }),
		{ events: ['ALL'] },
	);
	const events = Array.from({ length: 1000 }, (_, n) => sessionEvent('SESSION_STARTED', `s-${n}`));
	const callAll = (signature: 'valid' | 'wrong') =>
		Promise.all(
			events.map((event) => {
				const body = JSON.stringify(event);
				return trigger.call({ body, headers: sender.headersFor(body, signature) });
			}),
		);
	expect((await callAll('valid')).map(({ started }) => started)).toEqual(events);
	const forged = await callAll('wrong');
	expect(forged.every(({ status, started }) => status === 401 && !started)).toBe(true);
	sender.close();
	await simulator.close();
});
