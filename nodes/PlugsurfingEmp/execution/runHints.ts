import type { NodeExecutionHint } from 'n8n-workflow';

import type { RunHints } from '../actions/operation';

/** Adds up the hints from all items of a run. */
export class RunHintTotals implements RunHints {
	private readonly totals = new Map<(total: number) => string, number>();

	add(count: number, message: (total: number) => string): void {
		if (count > 0) this.totals.set(message, (this.totals.get(message) ?? 0) + count);
	}

	/** Returns one hint per message. */
	hints(): NodeExecutionHint[] {
		return [...this.totals].map(([message, total]) => ({
			message: message(total),
			location: 'outputPane',
		}));
	}
}
