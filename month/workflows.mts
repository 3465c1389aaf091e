import { objectAt, textAt, type JsonObject } from '../host/shape.mts';
import { readWorkflow, type CredentialReference, type Workflow } from '../host/workflowFile.mts';
import { groupBy } from './groupBy.mts';
import { MONTH, ZONE } from './world.mts';

export const FILES = {
	sync: 'sync-keys-nightly.json',
	orders: 'fulfil-orders.json',
	starts: 'start-session-by-webhook.json',
	assistant: 'charging-assistant.json',
	authorization: 'authorize-session.json',
	records: 'store-charge-detail-records.json',
	locations: 'mirror-locations-nightly.json',
	statement: 'monthly-statement.json',
} as const;

export type WorkflowName = keyof typeof FILES;
export const WORKFLOW_NAMES: readonly WorkflowName[] = [
	...(['sync', 'orders', 'starts', 'assistant', 'authorization'] as const),
	...(['records', 'locations', 'statement'] as const),
];

/** Those that run every night, by hand as well, and the node that the schedule starts. */
export const NIGHTLY = {
	sync: 'Every night at 01:00',
	locations: 'Every night at 03:00',
	orders: 'Every morning at 07:00',
} as const;

/** Of all drivers, in a night: some nights' leavers and lost cards. */
const MAX_DISABLED = 0.02;

export const COUNTRIES = ['ISL', 'EST', 'LUX'];

/** The ready-made workflows with what a customer enters in them; each day of the month takes `daySeconds`. */
export function customersWorkflow(
	name: WorkflowName,
	{
		daySeconds,
		drivers,
		receiverUrl,
	}: { daySeconds: number; drivers: number; receiverUrl: string },
	openAiApi: CredentialReference,
): Workflow {
	const workflow = readWorkflow(FILES[name]);
	const changes: Record<WorkflowName, Record<string, JsonObject>> = {
		sync: {
			'Sync the keys': {
				dryRun: false,
				options: { maxDisabled: Math.max(50, MAX_DISABLED * drivers), maxDisabledShare: 10 },
			},
			'Send the message': { url: `${receiverUrl}/chat` },
			[NIGHTLY.sync]: everyDay(daySeconds, 0.15),
		},
		orders: {
			'Ship the cards': {
				method: 'POST',
				url: `${receiverUrl}/orders`,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={{ { orderId: $json.id } }}',
				options: {},
			},
			[NIGHTLY.orders]: everyDay(daySeconds, 0.65),
		},
		starts: { 'Start the session': { options: { ...START_OPTIONS } } },
		assistant: {
			'When chat message received': { public: true },
			// Here a driver's key is also the name of the driver's chat.
			Settings: {
				assignments: {
					assignments: [
						{ id: 'k', name: 'keyIdentifier', value: '={{ $json.sessionId }}', type: 'string' },
					],
				},
			},
			'Chat model': { responsesApiEnabled: false },
			'Start charging': { options: { ...START_OPTIONS } },
		},
		authorization: {},
		records: {},
		locations: {
			'Get what has changed': {
				filters: { countries: COUNTRIES.join(','), lastUpdated: "={{ $json.lastUpdated ?? '' }}" },
			},
			[NIGHTLY.locations]: everyDay(daySeconds, 0.4),
		},
		statement: {
			Month: {
				assignments: { assignments: [{ id: 'm', name: 'month', value: MONTH, type: 'string' }] },
			},
		},
	};
	const nodes = workflow.nodes.map((node) => {
		const own = changes[name][textAt(node, 'name')];
		if (!own) return node;
		const changed = { ...node, parameters: { ...objectAt(node, 'parameters'), ...own } };
		if (node['name'] === 'Chat model') return { ...changed, credentials: { openAiApi } };
		if (node['name'] !== 'Ship the cards') return changed;
		// As the note on the workflow says.
		return {
			...changed,
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			onError: 'continueErrorOutput',
		};
	});
	return { ...workflow, nodes, settings: { ...workflow.settings, timezone: ZONE } };
}

/** The status is looked at more often, because hours are seconds here. */
const START_OPTIONS = { waitUntilStarted: true, timeout: 30, pollInterval: 1 };

/** Once in `daySeconds`, which divides an hour, at a part of the day. */
function everyDay(daySeconds: number, part: number): JsonObject {
	const first = Math.floor(daySeconds * part);
	const times = Array.from({ length: 3600 / daySeconds }, (_, day) => day * daySeconds + first);
	const minutes = groupBy(times, (time) => time % 60);
	return {
		rule: {
			interval: [...minutes].map(([second, list]) => ({
				field: 'cronExpression',
				expression: `${second} ${list.map((time) => Math.floor(time / 60)).join(',')} * * * *`,
			})),
		},
	};
}
