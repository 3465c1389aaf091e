import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { hasExpression, inputFieldOf, isToolExecution } from '../n8nQuirks';

/** A field as it is stored in the workflow. */
interface StoredField {
	/** The value may differ between items. */
	isExpression: boolean;
	/** The field of the input item, if the expression reads nothing else. */
	inputField?: string;
}

/**
 * The unconverted parameters of a run. n8n takes up to half a millisecond to evaluate an expression and a few
 * microseconds to look up a fixed value, which adds up for 100,000 items. Therefore a field without an
 * expression is read once for all items, an expression is evaluated once per item, and one that only reads a
 * field of the input item is not evaluated at all.
 */
export class ParameterValues {
	private readonly stored = new Map<string, StoredField>();

	/** Values that are the same for all items. */
	private readonly constants = new Map<string, unknown>();

	/** Values of the item read last: items are usually read one after the other. */
	private readonly latest = new Map<string, unknown>();

	private latestIndex = -1;

	private input: INodeExecutionData[] | undefined;

	constructor(private readonly context: IExecuteFunctions) {}

	/** Returns whether the value of a field may differ between items. */
	isExpression(path: string): boolean {
		return this.storedAt(path).isExpression;
	}

	/**
	 * Returns the value of a field for an item; null if it is not set. Passes on errors from n8n.
	 *
	 * @param isLocator whether the field is a resource locator, of which only the ID is returned
	 */
	get(path: string, index: number, isLocator: boolean): unknown {
		const { isExpression, inputField } = this.storedAt(path);
		const known = isExpression ? this.latestOf(index) : this.constants;
		if (known.has(path)) return known.get(path);
		const direct = inputField === undefined ? undefined : this.inputValue(inputField, index);
		const value =
			direct === undefined ? this.read(path, index, { extractValue: isLocator }) : direct;
		// Each item gets objects of its own, in case an operation changes them.
		if (isExpression || typeof value !== 'object' || value === null) known.set(path, value);
		return value;
	}

	private storedAt(path: string): StoredField {
		let field = this.stored.get(path);
		if (field === undefined) {
			const value = this.read(path, 0, { rawExpressions: true });
			field = { isExpression: hasExpression(value), inputField: inputFieldOf(value) };
			this.stored.set(path, field);
		}
		return field;
	}

	/** Returns text, a number, a boolean or null from an input item; undefined for anything else. */
	private inputValue(field: string, index: number): unknown {
		// For a tool call, expressions do not see the agent's arguments.
		this.input ??= isToolExecution(this.context) ? [] : this.context.getInputData();
		const json = this.input[index]?.json;
		const value: unknown = json && Object.getOwnPropertyDescriptor(json, field)?.value;
		return typeof value === 'object' && value !== null ? undefined : value;
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
