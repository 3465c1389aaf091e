import { element, show, time } from './show.mts';
import type { Summary } from './summary.mts';

const EVERY_MS = 1000;
/** Between requests while the simulator does not respond. */
const EVERY_MS_WHEN_GONE = 3000;
const TIMEOUT_MS = 5000;

const live = element('live');
const button = element('pause');

let paused = false;
let lastSeen: Date | undefined;
let timer: number | undefined;
let asking = false;

/** Screen readers announce the text, so set it only when it changes. */
function say(state: 'live' | 'paused' | 'gone', text: string): void {
	if (live.textContent !== text) live.textContent = text;
	document.body.dataset.state = state;
}

function seen(): string {
	return lastSeen ? `Data as of ${time(lastSeen)}.` : '';
}

async function ask(): Promise<Summary> {
	const answer = await fetch('/_simulator/summary', { signal: AbortSignal.timeout(TIMEOUT_MS) });
	if (!answer.ok) throw new Error(String(answer.status));
	return (await answer.json()) as Summary;
}

async function update(): Promise<void> {
	if (asking) return;
	asking = true;
	let wait = EVERY_MS;
	try {
		const summary = await ask();
		// The user may have paused during the request.
		if (!paused) {
			show(summary);
			lastSeen = new Date();
			say('live', 'Live: updates every second');
		}
	} catch {
		if (!paused) say('gone', `The simulator does not respond. ${seen()}`.trim());
		wait = EVERY_MS_WHEN_GONE;
	}
	asking = false;
	next(wait);
}

/** Schedules the next request; a hidden tab sends none. */
function next(wait: number): void {
	window.clearTimeout(timer);
	if (paused || document.hidden) return;
	timer = window.setTimeout(() => void update(), wait);
}

button.addEventListener('click', () => {
	paused = !paused;
	button.textContent = paused ? 'Resume' : 'Pause';
	if (paused) say('paused', `Paused. ${seen()}`.trim());
	next(0);
});
document.addEventListener('visibilitychange', () => {
	next(0);
});

element('base-url').textContent = `${location.origin}/drive`;
button.hidden = false;
void update();
