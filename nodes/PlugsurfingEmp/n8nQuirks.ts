/*
 * Everything that depends on undocumented behaviour of n8n. Each entry says which versions need it, how it
 * was found, and when it can go. The package supports n8n 1.123 and later; with 2.38 as the minimum,
 * `routeToErrorOutput`, `codeInPlaceOfStatus`, `pollBudgetMs`, `isToolExecution` and `reportsOutcome`
 * could go. They are small, and n8n 1.x is still in wide use, so the minimum stays.
 */
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	IPollFunctions,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';
import { ExecutionCancelledError, sleep } from 'n8n-workflow';

type NodeError = NodeApiError | NodeOperationError;

/**
 * Sends an error item to the error output.
 *
 * - Needed before 2.36, which does not know `details` and would leave the item on the success output. An
 *   item with an `error` always goes to the error output, but its JSON would be replaced by the message. A
 *   non-enumerable `error` routes the item and is absent from n8n's copy of it.
 * - The version cannot be read; since 2.37 errors have the field `failure`.
 * - Found with the engines of 1.123, 2.0 and 2.20. Can go with a minimum of 2.37.
 */
export function routeToErrorOutput(item: INodeExecutionData, error: NodeError): INodeExecutionData {
	if (error.node.onError !== 'continueErrorOutput' || 'failure' in error) return item;
	return Object.defineProperty(item, 'error', { value: error });
}

/**
 * Returns the message an error was created with. n8n replaces any message that contains a code such as ENOENT
 * or EPERM, even as part of a word, with its own text, and keeps the original in `messages`.
 *
 * - All versions so far (n8n-workflow, abstract/node.error.ts). Can go when n8n keeps the message.
 */
export function originalMessage({ message, messages }: NodeError): string {
	return messages.at(-1) ?? message;
}

/** Gives an error a message that n8n does not replace; see `originalMessage`. */
export function withMessage(error: NodeError, message: string): NodeError {
	error.message = message;
	error.messages = error.messages.filter((other) => other !== message);
	return error;
}

/**
 * Returns the network error code of an error that lost its cause: n8n put it in place of the status.
 *
 * - 1.123 to about 2.33. Found with the engine of 2.20. Can go with a minimum of 2.36.
 */
export function codeInPlaceOfStatus(error: object): string | undefined {
	const status = 'httpCode' in error ? error.httpCode : undefined;
	return typeof status === 'string' && /^[A-Z]/.test(status) ? status : undefined;
}

/**
 * Returns whether an AI agent called the node.
 *
 * - Before 2.10 only the name of the type shows it. Found in n8n-core. Can go with a minimum of 2.10.
 */
export function isToolExecution(context: IExecuteFunctions): boolean {
	const { type } = context.getNode();
	return 'isToolExecution' in context ? context.isToolExecution() : type.endsWith('Tool');
}

/**
 * Returns whether a parameter, as stored in the workflow (`rawExpressions`), contains an expression. Otherwise
 * its value is the same for all items.
 *
 * - All versions so far: text that begins with "=" is evaluated, at any depth of lists and objects; keys are
 *   not (n8n-workflow, workflow-expression.ts). Can go when n8n evaluates other values once per run.
 */
export function hasExpression(stored: unknown): boolean {
	if (typeof stored === 'string') return stored.startsWith('=');
	return typeof stored === 'object' && stored !== null && Object.values(stored).some(hasExpression);
}

const INPUT_FIELD = /^=\{\{\s*\$json(?:\.([A-Za-z_]\w*)|\[(["'])([^"'\\]+)\2\])\s*\}\}$/;

/**
 * Returns the name of the input field that an expression reads, if it does nothing else: `={{ $json.name }}` or
 * `={{ $json["Name"] }}`.
 *
 * - Since 2.x n8n evaluates expressions in an isolate, which takes about half a millisecond (2.41), and blocks
 *   everything else: more than a minute for 100,000 rows with two columns. `$json` is the JSON of the item in
 *   the first input (workflow-data-proxy.ts). Can go when expressions are as cheap as before.
 */
export function inputFieldOf(stored: unknown): string | undefined {
	if (typeof stored !== 'string') return undefined;
	const [, afterDot, , inBrackets] = INPUT_FIELD.exec(stored) ?? [];
	return afterDot ?? inBrackets;
}

/**
 * Keeps n8n from parsing the body of a webhook call, so that the node checks the signature before the JSON;
 * otherwise n8n responds to invalid JSON with 422.
 *
 * - All versions so far: n8n evaluates this parameter for webhook nodes of version 1 (webhook-helpers). Can go
 *   when a node can ask for the raw body.
 */
export const rawBodyField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};

/** The methods of an Express response that end it. */
interface EndingMethods {
	statusCode: number;
	json?: (...args: unknown[]) => unknown;
	send?: (...args: unknown[]) => unknown;
	end?: (...args: unknown[]) => unknown;
}

/**
 * Resolves with the status when n8n responds to a webhook call. Method calls are intercepted because n8n
 * also responds after the caller has disconnected, and then no event of the response occurs.
 *
 * - n8n responds with 2xx only after it has stored the execution since 2.8; 1.123 to 2.4 respond before
 *   (webhook-helpers, live-webhooks). Can go when n8n tells a webhook that its execution is stored.
 */
export function whenResponded(response: EndingMethods): Promise<number> {
	return new Promise((resolve) => {
		for (const name of ['json', 'send', 'end'] as const) {
			const original = response[name];
			if (!original) continue;
			response[name] = (...args) => {
				resolve(response.statusCode);
				return original.apply(response, args);
			};
		}
	});
}

/**
 * Writes static data so that n8n saves it. Before n8n stores a webhook's execution, it creates a second
 * Workflow from the same static data, which marks the data as unchanged. That happens within a few
 * microtasks, so writing again after them marks it as changed.
 *
 * - Found in 2.41.1 (establishContextForPersistence). Can go when n8n keeps the mark.
 */
export async function writeUntilSaved(write: () => void): Promise<void> {
	write();
	for (let tick = 0; tick < 100; tick++) await Promise.resolve();
	write();
	await sleep(0);
	write();
}

/** Poll budget before n8n 2.38, in milliseconds: less than the default of N8N_SCHEDULER_POLL_TIMEOUT, 45 s. */
const DEFAULT_POLL_BUDGET_MS = 40_000;

/**
 * Returns the maximum duration of a poll in milliseconds.
 *
 * - n8n provides it since 2.38. Found in n8n-core. The default can go with a minimum of 2.38.
 */
export function pollBudgetMs(context: IPollFunctions): number {
	return 'getPollBudgetMs' in context ? context.getPollBudgetMs() : DEFAULT_POLL_BUDGET_MS;
}

/**
 * Returns whether a poll gets a copy of its stored static data, which n8n stores with the execution (durable
 * cursors). Otherwise all polls share the workflow's static data, which n8n observes for changes.
 *
 * - Since 2.38; the observed object has the field `__dataChanged` (n8n-workflow, observable-object.ts).
 */
export function isStoredCopy(staticData: IDataObject): boolean {
	return !('__dataChanged' in staticData);
}

/**
 * Returns whether n8n always settles the done promise of emitted items.
 *
 * - It does since 2.35; before, the promise stays pending if storing fails. `__runPoll`, since 2.36, shows the
 *   version. Found in n8n's active-workflow-manager. Can go with a minimum of 2.36.
 */
export function reportsOutcome(context: IPollFunctions): boolean {
	return context.__runPoll !== undefined;
}

type Emit = IPollFunctions['__emit'];
type Done = NonNullable<Parameters<Emit>[2]>;

/** Called with n8n's own `__emit` when it emits the output of a poll. */
type OnEmit = (emit: (output: INodeExecutionData[][], done: Done) => void) => void;

const onEmitOf = new WeakMap<INodeExecutionData[][], OnEmit>();
const intercepted = new WeakSet<IPollFunctions>();

/**
 * Lets `onEmit` emit the output of a poll with a done promise. n8n emits what a poll returns, after checking
 * that the workflow is still published, but without one.
 *
 * - 1.123 to 2.41 (active-workflow-manager, poll-trigger-executor). Can go when n8n tells a poll that its
 *   items are stored.
 */
export function interceptEmit(
	context: IPollFunctions,
	output: INodeExecutionData[][],
	onEmit: OnEmit,
): void {
	onEmitOf.set(output, onEmit);
	if (intercepted.has(context)) return;
	intercepted.add(context);
	const emit: Emit = context.__emit.bind(context);
	context.__emit = (data, response, done) => {
		const decide = onEmitOf.get(data);
		if (!decide || done) emit(data, response, done);
		else decide((items, ended) => emit(items, response, ended));
	};
}

/**
 * Returns whether an execution was stored although its done promise rejected: it was cancelled, or it ended
 * immediately.
 *
 * - Found in 2.41.1 (active-executions). n8n-workflow does not export ExecutionNotFoundError.
 */
export function hasStarted(error: unknown): boolean {
	if (error instanceof ExecutionCancelledError) return true;
	return error instanceof Error && error.constructor.name === 'ExecutionNotFoundError';
}

/**
 * Option that n8n adds to the resources and operations of a node if its credential type has `authenticate` as
 * an own property: n8n copies credential types, and a copy has no methods. HTTP Request offers the credential
 * under the same condition. n8n hides subtitles that contain this value.
 *
 * - Found in 2.41.1 (load-nodes-and-credentials, constants). Can go when n8n stops running a node that is set
 *   to it.
 */
export const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';
