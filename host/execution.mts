import { parse } from 'flatted';
import { arrayAt, at, isObject, objectAt, textAt, type JsonObject } from './shape.mts';

/** A finished execution: what came out of which node, and the error as the editor shows it. */
export class Execution {
	private constructor(
		readonly status: string,
		private readonly resultData: JsonObject,
	) {}

	/** @param flattened n8n sends execution data in the format of the package flatted */
	static parse(status: string, flattened: string): Execution {
		const data: unknown = parse(flattened);
		return new Execution(status, objectAt(data, 'resultData'));
	}

	get succeeded(): boolean {
		return this.status === 'success';
	}

	/** Message and description of the error that ended it, empty when there was none. */
	get error(): string {
		return [at(this.resultData, 'error', 'message'), at(this.resultData, 'error', 'description')]
			.filter((part) => typeof part === 'string' && part !== '')
			.join('\n');
	}

	/** The whole error with everything in it, to look for what must not be there. */
	get errorDetails(): string {
		return JSON.stringify(at(this.resultData, 'error') ?? {});
	}

	ran(node: string): boolean {
		return Array.isArray(at(this.resultData, 'runData', node));
	}

	/** The json of the items on an output of a node's first run. */
	items(node: string, output = 0): JsonObject[] {
		return this.output(node, output).map((item) => objectAt(item, 'json'));
	}

	/** The file on the first item of a node's output. */
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
