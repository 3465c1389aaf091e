import type { ShownRequest, StatusCount } from './summary.mts';

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const numbers = new Intl.NumberFormat('en-US');

export function count(number: number): string {
	return numbers.format(number);
}

/** Formats the local time of day, such as 14:05:09. */
export function time(moment: Date): string {
	return clock.format(moment);
}

/** Returns an operation ID in words: "List charging keys" for `listChargingKeys`. */
export function operation({ operationId }: ShownRequest): string {
	if (operationId === null) return 'Not part of the API';
	const words = operationId.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return words.charAt(0).toUpperCase() + words.slice(1);
}

export type Outcome = 'good' | 'refused' | 'failed' | 'none';

type Response = Pick<ShownRequest, 'status' | 'reason'>;

export function outcome({ status }: Response): Outcome {
	return status === null ? 'none' : outcomeOf(status);
}

function outcomeOf(status: number): Outcome {
	if (status >= 500) return 'failed';
	return status >= 300 ? 'refused' : 'good';
}

/** Describes the response to a request or a webhook event, in words that match the colour. */
export function answer(response: Response): string {
	const status = `${response.status ?? ''} ${response.reason}`.trim();
	return {
		good: status,
		refused: `Rejected: ${status}`,
		failed: `Failed: ${status}`,
		none: 'No response',
	}[outcome(response)];
}

/** Returns one line per status. */
export function counts(byStatus: StatusCount[]): string {
	return byStatus.map(({ status, count: times }) => `${count(times)} ${status}`).join('\n');
}

/** Returns how many requests succeeded, were rejected, and failed. */
export function outcomes(byStatus: StatusCount[]): string {
	const sum = (wanted: Outcome) =>
		byStatus
			.filter(({ status }) => outcomeOf(Number(status)) === wanted)
			.reduce((total, { count: times }) => total + times, 0);
	return `${count(sum('good'))} succeeded\n${count(sum('refused'))} rejected, ${count(sum('failed'))} failed`;
}
