import type { ShownRequest, StatusCount } from './summary.mts';

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const numbers = new Intl.NumberFormat('en-US');

export function count(number: number): string {
	return numbers.format(number);
}

/** A moment as the clock on the wall shows it. */
export function time(moment: Date): string {
	return clock.format(moment);
}

/** `listChargingKeys` as somebody says it: List charging keys. */
export function operation({ operationId }: ShownRequest): string {
	if (operationId === null) return 'Nothing the API has';
	const words = operationId.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return words.charAt(0).toUpperCase() + words.slice(1);
}

export type Outcome = 'good' | 'refused' | 'failed' | 'none';

export function outcome({ status }: ShownRequest): Outcome {
	return status === null ? 'none' : outcomeOf(status);
}

function outcomeOf(status: number): Outcome {
	if (status >= 500) return 'failed';
	return status >= 300 ? 'refused' : 'good';
}

/** How a request was answered; what colour tells, words tell too. */
export function answer(request: ShownRequest): string {
	const status = `${request.status ?? ''} ${request.reason}`.trim();
	return {
		good: status,
		refused: `Refused: ${status}`,
		failed: `Failed: ${status}`,
		none: 'No answer',
	}[outcome(request)];
}

/** A line for each status. */
export function counts(byStatus: StatusCount[]): string {
	return byStatus.map(({ status, count: times }) => `${count(times)} ${status}`).join('\n');
}

/** How many requests were answered well, and how many were not. */
export function outcomes(byStatus: StatusCount[]): string {
	const sum = (wanted: Outcome) =>
		byStatus
			.filter(({ status }) => outcomeOf(Number(status)) === wanted)
			.reduce((total, { count: times }) => total + times, 0);
	return `${count(sum('good'))} good\n${count(sum('refused'))} refused, ${count(sum('failed'))} failed`;
}
