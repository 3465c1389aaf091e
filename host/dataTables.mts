import type { N8nSession } from './n8nSession.mts';
import { arrayAt, objectAt, textAt, type JsonObject } from './shape.mts';

/** n8n's maximum number of rows per page. */
const PAGE_ROWS = 250;

/** The data tables of the user's personal project. */
export class DataTables {
	constructor(private readonly session: N8nSession) {}

	/**
	 * Returns all rows of a table in insertion order.
	 *
	 * @throws if the table does not exist
	 */
	async rows(name: string): Promise<JsonObject[]> {
		const table = await this.address(name);
		const rows: JsonObject[] = [];
		for (;;) {
			const query = `take=${PAGE_ROWS}&skip=${rows.length}&sortBy=id:asc`;
			const page = await this.session.get(`${table}/rows?${query}`);
			const found = arrayAt(page, 'data').map((row) => objectAt(row));
			rows.push(...found);
			if (found.length < PAGE_ROWS) return rows;
		}
	}

	/** Inserts rows into a table. */
	async insert(name: string, rows: JsonObject[]): Promise<void> {
		await this.session.post(`${await this.address(name)}/insert`, { data: rows });
	}

	/** Removes the rows with one of these values in a column, or from one of them on. */
	async remove(
		name: string,
		columnName: string,
		values: readonly unknown[],
		condition: 'eq' | 'gte' = 'eq',
	): Promise<void> {
		const filters = values.map((value) => ({ columnName, condition, value }));
		const filter = { type: 'or', filters };
		const query = `filter=${encodeURIComponent(JSON.stringify(filter))}`;
		await this.session.delete(`${await this.address(name)}/rows?${query}`);
	}

	private async address(name: string): Promise<string> {
		const project = textAt(await this.session.get('/rest/projects/personal'), 'id');
		const tables = `/rest/projects/${project}/data-tables`;
		const filter = encodeURIComponent(JSON.stringify({ name: name.toLowerCase() }));
		const list = await this.session.get(`${tables}?take=100&filter=${filter}`);
		const table = arrayAt(list, 'data').find((candidate) => textAt(candidate, 'name') === name);
		return `${tables}/${textAt(table, 'id')}`;
	}
}
