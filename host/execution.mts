import { parse } from 'flatted';
import { arrayAt, at, isObject, objectAt, textAt, type JsonObject } from './shape.mts';

/** A finished execution: the output of each node, and the error as shown in the editor. */
export class Execution {
	private constructor(
		readonly status: string,
		private readonly resultData: JsonObject,
	) {}

	/** @param flattened execution data in the format of the package flatted, as n8n sends it */
	static parse(status: string, flattened: string): Execution {
		const data: unknown = parse(flattened);
		return new Execution(status, objectAt(data, 'resultData'));
	}

	get succeeded(): boolean {
		return this.status === 'success';
	}

	/** Message and description of the error that ended the execution; empty if there was none. */
	get error(): string {
		return [at(this.resultData, 'error', 'message'), at(this.resultData, 'error', 'description')]
			.filter((part) => typeof part === 'string' && part !== '')
			.join('\n');
	}

	ran(node: string): boolean {
		return Array.isArray(at(this.resultData, 'runData', node));
	}

	/** Returns the JSON of the items on an output of a node's first run. */
	items(node: string, output = 0): JsonObject[] {
		return this.output(node, output).map((item) => objectAt(item, 'json'));
	}

	/** Returns the file on the first item of a node's output. */
	binary(node: string, property = 'data'): { id: string; fileName: string } {
		const binary = objectAt(this.output(node, 0)[0], 'binary', property);
		return { id: textAt(binary, 'id'), fileName: textAt(binary, 'fileName') };
	}

	private output(node: string, output: number): JsonObject[] {
		const runs = arrayAt(this.resultData, 'runData', node);
		const items = at(runs, 0, 'data', 'main', output);
		return Array.isArray(items) ? items.filter(isObject) : [];
	}
}
