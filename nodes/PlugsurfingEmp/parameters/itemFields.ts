import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { assert, NodeOperationError } from 'n8n-workflow';

import { isUnset, shown } from './conversion';
import { findField } from './field';

/** The fields of an operation as one input item fills them in, before anything is made of them. */
export class ItemFields {
	constructor(
		protected readonly context: IExecuteFunctions,
		readonly index: number,
		private readonly fields: INodeProperties[],
	) {}

	/** The refusal of a field's value: names the field, what it must be, what it is, and the item. */
	invalidParameter(path: string, wanted: string, value?: unknown): NodeOperationError {
		const is = value === undefined ? '' : `, but it is ${shown(value)}`;
		return new NodeOperationError(
			this.context.getNode(),
			`"${this.field(path).displayName}" ${wanted}${is}`,
			{
				itemIndex: this.index,
				description:
					'Change the field or its expression. Nothing was sent to Plugsurfing for this item.',
			},
		);
	}

	/** Whether the operation has such a field. */
	declares(path: string): boolean {
		return findField(this.fields, path) !== undefined;
	}

	/** What a field holds. */
	protected raw(path: string): unknown {
		// Without a fallback n8n throws for a field that was never touched.
		return this.context.getNodeParameter(path, this.index, null, { extractValue: true });
	}

	/** What a field holds, or its default when it is empty. */
	protected rawOrDefault(path: string): unknown {
		const value = this.raw(path);
		return isUnset(value) ? this.field(path).default : value;
	}

	/** The declaration of a field. */
	protected field(path: string): INodeProperties {
		const field = findField(this.fields, path);
		assert(field, `No field is declared at ${path}`);
		return field;
	}
}
