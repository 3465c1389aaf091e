// Preloaded into the customer's n8n: sets Date.now() ahead by the hours that a file says. A night of the month is a few
// seconds for n8n, but the webhook trigger gives up on a call that n8n does not respond to after an hour.
import { readFileSync } from 'node:fs';
import { setInterval } from 'node:timers';

const file = process.env['MONTH_HOURS_AHEAD'] ?? '';
const now = Date.now.bind(Date);
let aheadMs = 0;

Date.now = () => now() + aheadMs;
setInterval(() => {
	aheadMs = Number(readFileSync(file, 'utf8')) * 3_600_000;
}, 500).unref();
