import { element, show } from './show.mts';
import type { Summary } from './summary.mts';
import { time } from './words.mts';

const EVERY_MS = 1000;
/** Somebody who has gone is asked less often. */
const EVERY_MS_WHEN_GONE = 3000;
const PATIENCE_MS = 5000;

const live = element('live');
const button = element('pause');

let paused = false;
let lastSeen: Date | undefined;
let timer: number | undefined;
let asking = false;

/** Announced by screen readers, so it is touched only when it changes. */
function say(state: 'live' | 'paused' | 'gone', text: string): void {
	if (live.textContent !== text) live.textContent = text;
	document.body.dataset.state = state;
}

function seen(): string {
	return lastSeen ? `What is below is of ${time(lastSeen)}.` : '';
}

async function ask(): Promise<Summary> {
	const answer = await fetch('/_simulator/summary', { signal: AbortSignal.timeout(PATIENCE_MS) });
	if (!answer.ok) throw new Error(String(answer.status));
	return (await answer.json()) as Summary;
}

async function update(): Promise<void> {
	if (asking) return;
	asking = true;
	let wait = EVERY_MS;
	try {
		const summary = await ask();
		// Whoever paused while the answer was on its way wants nothing to move.
		if (!paused) {
			show(summary);
			lastSeen = new Date();
			say('live', 'Live: updated every second');
		}
	} catch {
		if (!paused) say('gone', `The simulator does not answer. ${seen()}`.trim());
		wait = EVERY_MS_WHEN_GONE;
	}
	asking = false;
	next(wait);
}

/** A hidden tab asks for nothing. */
function next(wait: number): void {
	window.clearTimeout(timer);
	if (paused || document.hidden) return;
	timer = window.setTimeout(() => void update(), wait);
}

button.addEventListener('click', () => {
	paused = !paused;
	button.textContent = paused ? 'Continue' : 'Pause';
	if (paused) say('paused', `Paused. ${seen()}`.trim());
	next(0);
});
document.addEventListener('visibilitychange', () => {
	next(0);
});

element('base-url').textContent = `${location.origin}/drive`;
button.hidden = false;
void update();
