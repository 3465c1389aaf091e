import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import { textAt, type JsonObject } from '../host/shape.mts';
import type { Workflow } from '../host/workflowFile.mts';

const TABLE = 'Own webhook';
const PATH = 'own-webhook';
const EVERY_MS = 100;
const PATIENCE_MS = 5000;

/** How n8n's own Webhook node fares while n8n is away. */
export interface OwnWebhookResult {
	/** Calls that had a 200. */
	accepted: number;
	/** Those of them that n8n did not store. */
	lost: number;
}

/** n8n's own nodes only: a number is stored in a data table, and the response comes after that. */
const workflow: Workflow = {
	name: "n8n's own webhook",
	nodes: [
		node('Make the table once', 'manualTrigger', 1, 0, {}),
		node('Have a table', 'dataTable', 1.1, 0, {
			resource: 'table',
			operation: 'create',
			tableName: TABLE,
			columns: { column: [{ name: 'number', type: 'string' }] },
			options: { createIfNotExists: true },
		}),
		{
			...node('Webhook', 'webhook', 2.1, 200, {
				...{ httpMethod: 'POST', path: PATH, responseMode: 'lastNode', options: {} },
			}),
			webhookId: PATH,
		},
		node('Store', 'dataTable', 1.1, 200, {
			resource: 'row',
			operation: 'insert',
			dataTableId: { __rl: true, mode: 'name', value: TABLE },
			columns: {
				mappingMode: 'defineBelow',
				value: { number: '={{ $json.body.number }}' },
				schema: [{ id: 'number', displayName: 'number', type: 'string', display: true }],
			},
			options: {},
		}),
	],
	connections: { ...link('Make the table once', 'Have a table'), ...link('Webhook', 'Store') },
	settings: { executionOrder: 'v1' },
};

export const OWN_WEBHOOK = { workflow, trigger: 'Make the table once', table: TABLE, path: PATH };

/** Calls n8n's own Webhook node, without a reverse proxy. What it answers with 200 and does not store is lost by n8n itself. */
export class OwnWebhookCalls {
	private readonly accepted: string[] = [];
	private calls = 0;

	constructor(private readonly url: () => string) {}

	/** Calls it ten times a second until the work is done. */
	async during(work: Promise<void>): Promise<void> {
		const state = { isOver: false };
		const over = work.finally(() => (state.isOver = true));
		const calls: Promise<void>[] = [over];
		while (!state.isOver) {
			calls.push(this.call());
			await pause(EVERY_MS);
		}
		await Promise.all(calls);
	}

	/** @param rows what n8n has stored */
	result(rows: readonly JsonObject[]): OwnWebhookResult {
		const stored = new Set(rows.map((row) => textAt(row, 'number')));
		const lost = this.accepted.filter((number) => !stored.has(number));
		return { accepted: this.accepted.length, lost: lost.length };
	}

	private async call(): Promise<void> {
		const number = String(++this.calls);
		const options = { proxy: false as const, timeout: PATIENCE_MS, validateStatus: () => true };
		const { status } = await axios
			.post(this.url(), { number }, options)
			.catch(() => ({ status: 0 }));
		if (status === 200) this.accepted.push(number);
	}
}

function node(name: string, type: string, typeVersion: number, y: number, parameters: JsonObject) {
	return {
		...{ id: name, name, type: `n8n-nodes-base.${type}`, typeVersion },
		...{ position: [0, y], parameters },
	};
}

function link(from: string, to: string) {
	return { [from]: { main: [[{ node: to, type: 'main', index: 0 }]] } };
}
