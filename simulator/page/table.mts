/** What is in a cell: a text, never HTML. */
export interface Cell {
	text: string;
	/** The moment that the text shows, ISO 8601. */
	moment?: string;
	/** Names the row. */
	header?: boolean;
	/** How it looks. */
	look?: string;
}

/** Puts these rows into a table, in place of those that were there. */
export function fill(table: Element, rows: Cell[][], whenEmpty: string): void {
	const body = table.querySelector('tbody');
	const columns = table.querySelectorAll('thead th').length;
	const filled = rows.length > 0 ? rows.map(rowOf) : [emptyRow(columns, whenEmpty)];
	body?.replaceChildren(...filled);
}

// The roles are those the elements have anyway; a narrow window lays rows out as blocks, which some browsers take for
// the end of the table.
function rowOf(cells: Cell[]): HTMLElement {
	const row = document.createElement('tr');
	row.setAttribute('role', 'row');
	row.append(...cells.map(cellOf));
	return row;
}

function cellOf({ text, moment, header = false, look }: Cell): HTMLElement {
	const cell = document.createElement(header ? 'th' : 'td');
	cell.setAttribute('role', header ? 'rowheader' : 'cell');
	if (header) cell.setAttribute('scope', 'row');
	if (look !== undefined) cell.className = look;
	if (moment === undefined) {
		cell.textContent = text;
		return cell;
	}
	const time = document.createElement('time');
	time.dateTime = moment;
	time.textContent = text;
	cell.append(time);
	return cell;
}

function emptyRow(columns: number, text: string): HTMLElement {
	const row = rowOf([{ text, look: 'empty' }]);
	row.firstElementChild?.setAttribute('colspan', String(columns));
	return row;
}
