import type { IExecuteFunctions } from 'n8n-workflow';

import { hasExpression } from '../n8nQuirks';

/**
 * The unconverted parameters of a run. n8n takes tens of microseconds to evaluate an expression, and a few to
 * look up a fixed value, which adds up for 100,000 items that read a field several times. So a field without
 * an expression is read once for all items, and an expression is evaluated once for each item.
 */
export class ParameterValues {
	private readonly expressions = new Map<string, boolean>();

	/** Values that are the same for all items. */
	private readonly constants = new Map<string, unknown>();

	/** Values of the item that was read last: items are mostly read one after the other. */
	private readonly latest = new Map<string, unknown>();

	private latestIndex = -1;

	constructor(private readonly context: IExecuteFunctions) {}

	/** Whether the value of a field may differ from item to item. */
	isExpression(path: string): boolean {
		let isExpression = this.expressions.get(path);
		if (isExpression === undefined) {
			isExpression = hasExpression(this.read(path, 0, { rawExpressions: true }));
			this.expressions.set(path, isExpression);
		}
		return isExpression;
	}

	/**
	 * The value of a field for an item; null if it is not set. Throws what n8n throws.
	 *
	 * @param isLocator the field is a resource locator, of which only the ID counts
	 */
	get(path: string, index: number, isLocator: boolean): unknown {
		const known = this.isExpression(path) ? this.latestOf(index) : this.constants;
		if (known.has(path)) return known.get(path);
		const value = this.read(path, index, { extractValue: isLocator });
		// Each item gets objects of its own, in case an operation changes them.
		if (known === this.latest || typeof value !== 'object' || value === null)
			known.set(path, value);
		return value;
	}

	private latestOf(index: number): Map<string, unknown> {
		if (index !== this.latestIndex) {
			this.latest.clear();
			this.latestIndex = index;
		}
		return this.latest;
	}

	private read(
		path: string,
		index: number,
		options: { rawExpressions?: true; extractValue?: boolean },
	): unknown {
		// Without a fallback, n8n throws for a field that was never set.
		return this.context.getNodeParameter(path, index, null, options);
	}
}
