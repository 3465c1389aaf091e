import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeExecutionHint,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { InputOperation, WholeInput } from '../actions/operation';
import { createClient, type ApiClient } from '../api/client';
import { toNodeError, type NodeError } from '../api/nodeError';
import { isRecord } from '../json';
import { ItemParameters } from '../parameters/itemParameters';
import { ParameterValues } from '../parameters/parameterValues';
import { readExecutionOptions } from './executionOptions';
import { hints } from './hints';
import { errorItem } from './itemErrors';
import { partialInputReason } from './partialInput';
import { pool } from './pool';

/** Minimum time between two progress messages in the log, in milliseconds. */
const PROGRESS_INTERVAL_MS = 10_000;

/** Maximum time that reading the items may block n8n, in milliseconds. */
const READING_MS = 100;

/** Ends an operation early, after its error was recorded. */
class Stopped extends Error {}

/** The input items of a run, its results and its errors. */
class InputRun implements WholeInput {
	readonly items: readonly ItemParameters[];

	/** Results of each item, in the order in which they were added. */
	private readonly results = new Map<number, INodeExecutionData[]>();

	private readonly unpaired: INodeExecutionData[] = [];

	private firstError: NodeError | undefined;

	failed = 0;

	private readonly ownHints: string[] = [];

	private describeStop: () => string = () => '';

	private progressLoggedAt = Date.now();

	constructor(
		private readonly context: IExecuteFunctions,
		operation: InputOperation,
	) {
		const values = new ParameterValues(context);
		this.items = context
			.getInputData()
			.map((_, index) => new ItemParameters(context, index, operation.fields, values));
	}

	get partialBecause(): string | undefined {
		return partialInputReason(this.context);
	}

	async readItems(
		read: (item: ItemParameters) => void,
		known: (item: ItemParameters) => IDataObject = () => ({}),
	): Promise<void> {
		let resumedAt = Date.now();
		for (const item of this.items) {
			if (Date.now() - resumedAt >= READING_MS) {
				await sleep(0);
				if (this.isCancelled()) throw new Stopped();
				resumedAt = Date.now();
			}
			try {
				read(item);
			} catch (cause) {
				this.fail([item.index], cause, known(item));
			}
		}
	}

	skip(item: number): void {
		this.results.set(item, []);
	}

	add(json: IDataObject, item?: number): void {
		if (item === undefined) this.unpaired.push({ json });
		else this.append(item, { json, pairedItem: { item } });
	}

	fail(items: readonly number[], cause: unknown, known: IDataObject = {}): void {
		const node = this.context.getNode();
		for (const item of items) {
			const error = toNodeError(node, cause, item);
			addDetails(error, known);
			this.record(error);
			this.append(item, errorItem(error, item));
		}
		if (items.length > 0) return;
		const error = toNodeError(node, cause);
		addDetails(error, known);
		this.record(error);
		this.unpaired.push(errorItem(error));
	}

	/** Records an error of the whole run, for each item that has no result yet. */
	failAll(cause: unknown): void {
		if (!this.context.continueOnFail()) {
			this.record(toNodeError(this.context.getNode(), cause));
			return;
		}
		const open = this.items.filter(({ index }) => !this.results.has(index));
		this.fail(
			open.map(({ index }) => index),
			cause,
		);
	}

	hasFailed(): boolean {
		return this.firstError !== undefined;
	}

	isCancelled(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted === true;
	}

	stopIfFailed(): void {
		if (this.mustStop()) throw new Stopped();
	}

	onStop(describe: () => string): void {
		this.describeStop = describe;
	}

	async forEach<Task>(tasks: readonly Task[], work: (task: Task) => Promise<void>): Promise<void> {
		const [first] = this.items;
		const width = first ? readExecutionOptions(first).maxConcurrent : 1;
		const workAt = async (index: number) => {
			const task = tasks[index];
			if (task !== undefined) await work(task);
		};
		await pool(tasks.length, width, workAt, () => this.mustStop() || this.isCancelled());
	}

	hint(message: string): void {
		this.ownHints.push(message);
	}

	reportProgress(message: () => string): void {
		const now = Date.now();
		if (now - this.progressLoggedAt < PROGRESS_INTERVAL_MS) return;
		this.progressLoggedAt = now;
		this.context.logger.info(message(), this.logContext());
	}

	warnUnattended(message: string): void {
		if (this.context.getMode() !== 'manual') this.context.logger.warn(message, this.logContext());
	}

	/** Logs what a cancelled run did, because it has no output. */
	logCancellation(): void {
		const done = this.isCancelled() ? this.describeStop() : '';
		if (done !== '') this.context.logger.warn(`Cancelled. ${done}`, this.logContext());
	}

	/**
	 * Returns the output of the node.
	 *
	 * @throws the first error, unless the node continues on failure
	 */
	output(client: ApiClient | undefined): INodeExecutionData[][] {
		if (this.mustStop() && this.firstError) {
			const error = this.firstError;
			error.description = [error.description, this.describeStop()].filter(Boolean).join(' ');
			throw error;
		}
		const own: NodeExecutionHint[] = this.ownHints.map((message) => ({
			message,
			location: 'outputPane',
		}));
		this.context.addExecutionHints(...own, ...(client ? hints(client.stats, this.failed) : []));
		const output: INodeExecutionData[] = [];
		for (const item of this.items) {
			for (const result of this.results.get(item.index) ?? []) output.push(result);
		}
		for (const result of this.unpaired) output.push(result);
		return [output];
	}

	private record(error: NodeError): void {
		this.firstError ??= error;
		this.failed += 1;
	}

	private mustStop(): boolean {
		return this.hasFailed() && !this.context.continueOnFail();
	}

	private append(item: number, result: INodeExecutionData): void {
		const results = this.results.get(item);
		if (results) results.push(result);
		else this.results.set(item, [result]);
	}

	private logContext(): IDataObject {
		return { workflowId: this.context.getWorkflow().id, node: this.context.getNode().name };
	}
}

function addDetails({ context }: NodeError, known: IDataObject): void {
	context.details = { ...(isRecord(context.details) ? context.details : {}), ...known };
}

/**
 * Runs an operation that needs all input items at once. Like executeItems, it pairs results with their items,
 * keeps their order, and turns errors into error items where the node continues on failure.
 *
 * @throws NodeApiError or NodeOperationError of the first error, unless the node continues on failure
 */
export async function executeInput(
	context: IExecuteFunctions,
	operation: InputOperation,
): Promise<INodeExecutionData[][]> {
	const run = new InputRun(context, operation);
	const [first] = run.items;
	if (!first) return [[]];
	let client: ApiClient | undefined;
	try {
		const { maxRetries } = readExecutionOptions(first);
		client = (await createClient(context)).withOptions({ maxRetries });
		await operation.runAll(run, client);
	} catch (cause) {
		if (!(cause instanceof Stopped)) run.failAll(cause);
	}
	run.logCancellation();
	return run.output(client);
}
