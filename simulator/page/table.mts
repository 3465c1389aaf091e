/** A table cell. Its content is text, never HTML. */
export interface Cell {
	text: string;
	/** Below the text. */
	note?: string;
	/** The time that the text shows, ISO 8601. */
	moment?: string;
	/** Whether the cell is the header of its row. */
	header?: boolean;
	/** CSS classes. */
	look?: string;
}

/** Replaces the rows of a table. */
export function fill(table: Element, rows: Cell[][], whenEmpty: string): void {
	const body = table.querySelector('tbody');
	const columns = table.querySelectorAll('thead th').length;
	const filled = rows.length > 0 ? rows.map(rowOf) : [emptyRow(columns, whenEmpty)];
	body?.replaceChildren(...filled);
}

// The roles repeat the implicit ones: in a narrow window, rows are laid out as blocks, and some browsers then drop the
// table semantics.
function rowOf(cells: Cell[]): HTMLElement {
	const row = document.createElement('tr');
	row.setAttribute('role', 'row');
	row.append(...cells.map(cellOf));
	return row;
}

function cellOf({ text, note, moment, header = false, look }: Cell): HTMLElement {
	const cell = document.createElement(header ? 'th' : 'td');
	cell.setAttribute('role', header ? 'rowheader' : 'cell');
	if (header) cell.setAttribute('scope', 'row');
	if (look !== undefined) cell.className = look;
	if (moment === undefined) {
		cell.textContent = text;
		if (note) cell.append(noteOf(note));
		return cell;
	}
	const time = document.createElement('time');
	time.dateTime = moment;
	time.textContent = text;
	cell.append(time);
	return cell;
}

function noteOf(text: string): HTMLElement {
	const note = document.createElement('div');
	note.className = 'note';
	note.textContent = text;
	return note;
}

function emptyRow(columns: number, text: string): HTMLElement {
	const row = rowOf([{ text, look: 'empty' }]);
	row.firstElementChild?.setAttribute('colspan', String(columns));
	return row;
}
