import { fill, type Cell } from './table.mts';
import type { ChangedThing, ShownEvent, ShownRequest, Summary } from './summary.mts';
import { answer, count, counts, operation, outcome, outcomes, time } from './words.mts';

export function element(id: string): HTMLElement {
	const found = document.getElementById(id);
	if (!found) throw new Error(`The page has no element ${id}`);
	return found;
}

/** Updates the page. */
export function show({
	keys,
	orders,
	sessions,
	locations,
	requests,
	events,
	...rest
}: Summary): void {
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
		{ text: answer(request), note: request.rejection, look: `answer ${outcome(request)}` },
	];
}

function eventRow(event: ShownEvent): Cell[] {
	return [
		timeCell(event.at),
		{ text: event.event, header: true, look: 'operation' },
		{ text: event.url, look: 'path' },
		{ text: answer(event), note: event.body, look: `answer ${outcome(event)}` },
	];
}

function timeCell(moment: string): Cell {
	return { text: time(new Date(moment)), moment, look: 'time' };
}
