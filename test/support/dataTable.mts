import type { JsonObject } from '../../host/shape.mts';
import type { Workflow } from '../../host/workflowFile.mts';
import { rowOf } from './triggerWorkflow.mts';

/** A workflow that enters rows into a data table, started by its node "Start". */
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

/** A workflow that removes the rows of a data table whose column has a value, started by its node "Start". */
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
