import type { NodeExecutionHint } from 'n8n-workflow';

import type { RunHints } from '../actions/operation';

/** Totals of the hints that the items of a run gave. */
export class RunHintTotals implements RunHints {
	private readonly totals = new Map<(total: number) => string, number>();

	add(count: number, message: (total: number) => string): void {
		if (count > 0) this.totals.set(message, (this.totals.get(message) ?? 0) + count);
	}

	/** One hint per message. */
	hints(): NodeExecutionHint[] {
		return [...this.totals].map(([message, total]) => ({
			message: message(total),
			location: 'outputPane',
		}));
	}
}
