import type { ChangedThing, ShownEvent, ShownRequest, StatusCount, Summary } from './summary.mts';

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const numbers = new Intl.NumberFormat('en-US');

export function element(id: string): HTMLElement {
	const found = document.getElementById(id);
	if (!found) throw new Error(`The page has no element ${id}`);
	return found;
}

/** Updates the page. */
export function show({ requests, events, ...rest }: Summary): void {
	const { keys, orders, sessions, locations } = rest;
	put('keys', count(keys.total));
	put(
		'keys-details',
		`${count(keys.total - keys.disabled)} enabled\n${count(keys.disabled)} disabled`,
	);
	put('orders', count(orders.total));
	put(
		'orders-details',
		`${count(orders.open)} open\n${count(orders.total - orders.open)} assigned`,
	);
	put('sessions', count(sessions.total));
	put('sessions-details', counts(sessions.byStatus) || 'none started yet');
	put('locations', count(locations));
	put('requests', count(requests.total));
	put('requests-details', [outcomes(requests.byStatus), inMinute(requests)].join('\n'));
	const remarks = remarksOn(rest);
	put('remarks', remarks);
	element('remarks').hidden = remarks === '';
	fill(element('changed-keys'), keys.changed.map(changedRow), 'None yet');
	fill(element('changed-orders'), orders.changed.map(changedRow), 'None yet');
	fill(element('changed-sessions'), sessions.changed.map(changedRow), 'None yet');
	fill(element('last-requests'), requests.last.map(requestRow), 'None yet');
	element('events').hidden = events.total === 0;
	fill(element('last-events'), events.last.map(eventRow), 'None yet');
}

function inMinute({ inMinute, allowedInMinute }: Summary['requests']): string {
	return `${count(inMinute)} of ${count(allowedInMinute)} in this minute`;
}

function put(id: string, text: string): void {
	const place = element(id);
	if (place.textContent !== text) place.textContent = text;
}

function remarksOn({ faults, contractBreaches }: Pick<Summary, 'faults' | 'contractBreaches'>) {
	return [
		faults > 0 ? `Pending faults: ${count(faults)}.` : '',
		contractBreaches > 0
			? `Responses of the simulator that broke the contract: ${count(contractBreaches)}. See /_simulator/state.`
			: '',
	]
		.filter(Boolean)
		.join(' ');
}

function changedRow({ at, texts }: ChangedThing): Cell[] {
	const [id = '', now = '', what = ''] = texts;
	return [
		{ text: id, header: true, look: 'id' },
		{ text: now, look: 'now' },
		{ text: what, look: 'what' },
		timeCell(at),
	];
}

function requestRow(request: ShownRequest): Cell[] {
	return [
		timeCell(request.at),
		{ text: operation(request), header: true, look: 'operation' },
		{ text: `${request.method} ${request.path}`, note: request.body, look: 'path' },
		{ text: answer(request), note: request.rejection, look: `answer ${outcomeOf(request.status)}` },
	];
}

function eventRow(event: ShownEvent): Cell[] {
	return [
		timeCell(event.at),
		{ text: event.event, header: true, look: 'operation' },
		{ text: event.url, look: 'path' },
		{ text: answer(event), note: event.body, look: `answer ${outcomeOf(event.status)}` },
	];
}

function timeCell(moment: string): Cell {
	return { text: time(new Date(moment)), moment, look: 'time' };
}

/** A table cell. Its content is text, never HTML. */
interface Cell {
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
function fill(table: Element, rows: Cell[][], whenEmpty: string): void {
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

function count(number: number): string {
	return numbers.format(number);
}

/** Formats the local time of day, such as 14:05:09. */
export function time(moment: Date): string {
	return clock.format(moment);
}

/** Returns an operation ID in words: "List charging keys" for `listChargingKeys`. */
function operation({ operationId }: ShownRequest): string {
	if (operationId === null) return 'Not part of the API';
	const words = operationId.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return words.charAt(0).toUpperCase() + words.slice(1);
}

type Outcome = 'good' | 'refused' | 'failed' | 'none';

function outcomeOf(status: number | null): Outcome {
	if (status === null) return 'none';
	if (status >= 500) return 'failed';
	return status >= 300 ? 'refused' : 'good';
}

/** Describes the response to a request or a webhook event, in words that match the colour. */
function answer({ status, reason }: Pick<ShownRequest, 'status' | 'reason'>): string {
	const text = `${status ?? ''} ${reason}`.trim();
	return {
		good: text,
		refused: `Rejected: ${text}`,
		failed: `Failed: ${text}`,
		none: 'No response',
	}[outcomeOf(status)];
}

/** Returns one line per status. */
function counts(byStatus: StatusCount[]): string {
	return byStatus.map(({ status, count: times }) => `${count(times)} ${status}`).join('\n');
}

/** Returns how many requests succeeded, were rejected, and failed. */
function outcomes(byStatus: StatusCount[]): string {
	const sum = (wanted: Outcome) =>
		byStatus
			.filter(({ status }) => outcomeOf(Number(status)) === wanted)
			.reduce((total, { count: times }) => total + times, 0);
	return `${count(sum('good'))} succeeded\n${count(sum('refused'))} rejected, ${count(sum('failed'))} failed`;
}
