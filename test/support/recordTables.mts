import { objectAt, type JsonObject } from '../../host/shape.mts';
import { readWorkflow, type Workflow } from '../../host/workflowFile.mts';
import { tables } from './account.mts';

const records = 'Charge detail records';
const sessions = 'Charging sessions';

/** The data tables of records and sessions, with a test's own names. */
export class RecordTables {
	/** @param suffix distinguishes the tables of tests */
	constructor(private readonly suffix: string) {}

	/** A ready-made workflow that uses these tables. */
	workflow(file: string): Workflow {
		const { nodes, ...rest } = readWorkflow(file);
		return { ...rest, nodes: nodes.map((node) => this.renamed(node)) };
	}

	/** The records, oldest first, without the columns that n8n adds. */
	records(): Promise<JsonObject[]> {
		return this.rows(records);
	}

	sessions(): Promise<JsonObject[]> {
		return this.rows(sessions);
	}

	async addRecords(rows: JsonObject[]): Promise<void> {
		await tables.insert(this.own(records), rows);
	}

	async addSessions(rows: JsonObject[]): Promise<void> {
		await tables.insert(this.own(sessions), rows);
	}

	private async rows(table: string): Promise<JsonObject[]> {
		const rows = await tables.rows(this.own(table));
		return rows.map((row) =>
			Object.fromEntries(
				Object.entries(row).filter(([name]) => !['id', 'createdAt', 'updatedAt'].includes(name)),
			),
		);
	}

	private own(table: string): string {
		return `${table} ${this.suffix}`;
	}

	private renamed(node: JsonObject): JsonObject {
		const text = JSON.stringify(node['parameters']);
		const own = [records, sessions].reduce(
			(before, table) => before.replaceAll(`"${table}"`, `"${this.own(table)}"`),
			text,
		);
		return { ...node, parameters: objectAt(JSON.parse(own)) };
	}
}
