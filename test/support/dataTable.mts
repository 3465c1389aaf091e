import type { JsonObject } from '../../host/shape.mts';
import type { Workflow } from '../../host/workflowFile.mts';
import { rowOf } from './triggerWorkflow.mts';

/** A workflow that adds rows to a data table, started by its node "Start". */
export function enterRows(table: string, rows: JsonObject[]): Workflow {
	return tableWorkflow('Enter rows', [
		['Rows', 'n8n-nodes-base.code', 2, { jsCode: codeFor(rows) }],
		[
			'Enter',
			'n8n-nodes-base.dataTable',
			1.1,
			{
				resource: 'row',
				operation: 'insert',
				dataTableId: { __rl: true, mode: 'name', value: table },
				columns: { mappingMode: 'autoMapInputData', value: null },
			},
		],
	]);
}

/** A workflow that deletes the rows of a data table with a value in a column, started by its node "Start". */
export function removeRows(table: string, column: string, value: string): Workflow {
	return tableWorkflow('Remove rows', [
		[
			'Remove',
			'n8n-nodes-base.dataTable',
			1.1,
			{
				resource: 'row',
				operation: 'deleteRows',
				dataTableId: { __rl: true, mode: 'name', value: table },
				filters: { conditions: [{ keyName: column, condition: 'eq', keyValue: value }] },
			},
		],
	]);
}

function codeFor(rows: JsonObject[]): string {
	return `return ${JSON.stringify(rows.map((json) => ({ json })))};`;
}

function tableWorkflow(name: string, rest: [string, string, number, JsonObject][]): Workflow {
	const nodes = rest.map(([node, type, typeVersion, parameters]) => ({
		name: node,
		type,
		typeVersion,
		parameters,
	}));
	return rowOf(name, ...nodes);
}
