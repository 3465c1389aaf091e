import 'reflect-metadata';

import { fileURLToPath } from 'node:url';

import { ExecutionLifecycleHooks, PackageDirectoryLoader, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
	type OnError,
} from 'n8n-workflow';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const PACKAGE = 'n8n-nodes-plugsurfing-emp';

/** A run of the node. */
export interface NodeRun {
	parameters: INodeParameters;
	/** Omit it to run without a credential. */
	credential?: ICredentialDataDecryptedObject;
	items?: Array<INodeExecutionData | INodeExecutionData['json']>;
	onError?: OnError;
	/** The node is set to Execute Once. */
	executeOnce?: boolean;
	/** The node is in a loop. Only for runs that fail: others would never end. */
	inLoop?: boolean;
	/** IANA name; the workflow's setting. */
	timezone?: string;
	/** Receives what the node writes to n8n's log. */
	log?: (message: string) => void;
	/** Called once the execution runs, with a function that cancels it. */
	started?: (cancel: () => void) => void;
}

export interface NodeResult {
	status: IRun['status'];
	/** Output 0 is the success output, 1 the error output. */
	outputs: INodeExecutionData[][];
	error: ITaskData['error'];
	hints: NonNullable<ITaskData['hints']>;
	/** How often n8n read the credential from its database and decrypted it. */
	credentialReads: number;
	/** When the node itself ended. n8n reports a cancelled execution without waiting for it. */
	nodeEnded: Promise<void>;
}

let loading: Promise<PackageDirectoryLoader> | undefined;

/** The built package, loaded by n8n's own loader from package.json. */
export function loadPackage(): Promise<PackageDirectoryLoader> {
	loading ??= (async () => {
		const loader = new PackageDirectoryLoader(ROOT);
		await loader.loadAll();
		return loader;
	})();
	return loading;
}

/** The package's node types and those of a test. */
export function nodeTypes(
	loader: PackageDirectoryLoader,
	others: Record<string, INodeType>,
): INodeTypes {
	const load = (name: string) =>
		others[name] ?? loader.getNode(name.replace(`${PACKAGE}.`, '')).type;
	return {
		getByName: load,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(load(name), version),
		getKnownTypes: () => ({}),
	};
}

const SOURCE_TYPE = 'test.source';

/** Precedes the tested node: n8n merges a failed item with the output of the previous node. */
const sourceType: INodeType = {
	description: {
		displayName: 'Source',
		name: 'source',
		group: ['input'],
		version: 1,
		description: '',
		defaults: { name: 'Source' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
};

const source: INode = {
	id: 'source',
	name: 'Source',
	type: SOURCE_TYPE,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function sourceRun(items: INodeExecutionData[]): ITaskData {
	return {
		startTime: 0,
		executionTime: 0,
		executionIndex: 0,
		executionStatus: 'success',
		source: [],
		data: { main: [items] },
	};
}

/** The parts of n8n that a node uses. */
export function surroundings(
	loader: PackageDirectoryLoader,
	credential: ICredentialDataDecryptedObject,
	hooks?: ExecutionLifecycleHooks,
	credentialRead: () => void = () => undefined,
): IWorkflowExecuteAdditionalData {
	const credentialsHelper = {
		getParentTypes: () => [],
		preAuthentication: () => Promise.resolve(undefined),
		isCredentialUsableByNode: () => true,
		getDecrypted: () => {
			credentialRead();
			return Promise.resolve({ ...credential });
		},
		authenticate: (
			data: ICredentialDataDecryptedObject,
			type: string,
			options: Parameters<AuthenticateFunction>[1],
		) => {
			const { authenticate } = loader.getCredential(type).type;
			if (typeof authenticate !== 'function') throw new Error(`${type} has no authenticate()`);
			return authenticate(data, options);
		},
	};
	return {
		credentialsHelper,
		hooks,
		currentNodeExecutionIndex: 0,
		executionId: '1',
		variables: {},
		restApiUrl: 'http://localhost/rest',
		instanceBaseUrl: 'http://localhost',
		webhookBaseUrl: 'http://localhost/webhook',
		webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
		webhookTestBaseUrl: 'http://localhost/webhook-test',
		formWaitingBaseUrl: 'http://localhost/form-waiting',
		// The rest of the interface serves sub-workflows, agents and the editor.
	} as unknown as IWorkflowExecuteAdditionalData;
}

type AuthenticateFunction = Extract<
	ReturnType<PackageDirectoryLoader['getCredential']>['type']['authenticate'],
	(...args: never[]) => unknown
>;

/** The node type, and a promise that resolves when its execution ends in any way. */
function watched(type: INodeType, log: NodeRun['log']): { type: INodeType; ended: Promise<void> } {
	let end = () => {};
	const ended = new Promise<void>((resolve) => (end = resolve));
	const watchedType = Object.assign(
		Object.create(Object.getPrototypeOf(type) as object) as INodeType,
		type,
		{
			async execute(this: IExecuteFunctions) {
				if (log) {
					const logger = { debug: log, info: log, warn: log, error: log };
					Object.defineProperty(this, 'logger', { value: logger });
				}
				try {
					return (await type.execute?.call(this)) ?? [];
				} finally {
					end();
				}
			},
		},
	);
	return { type: watchedType, ended };
}

function asItem(item: INodeExecutionData | INodeExecutionData['json']): INodeExecutionData {
	return 'json' in item && typeof item.json === 'object'
		? (item as INodeExecutionData)
		: { json: item };
}

/** Turns off retries unless a test sets them, so that tests of failures do not wait. */
function optionsOf({ options }: INodeParameters): INodeParameters {
	return typeof options === 'object' && options !== null && !Array.isArray(options)
		? (options as INodeParameters)
		: {};
}

/** Runs the built node alone, after a source of items, through n8n's WorkflowExecute. */
export async function runNode(run: NodeRun): Promise<NodeResult> {
	const loader = await loadPackage();
	const { type, ended } = watched(
		NodeHelpers.getVersionedNodeType(loader.getNode('plugsurfingEmp').type),
		run.log,
	);
	const node: INode = {
		id: 'node',
		name: 'Plugsurfing EMP',
		type: `${PACKAGE}.plugsurfingEmp`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { ...run.parameters, options: { maxRetries: 0, ...optionsOf(run.parameters) } },
		credentials: run.credential && { plugsurfingEmpApi: { id: '1', name: 'Test' } },
		onError: run.onError,
		executeOnce: run.executeOnce,
	};
	const workflow = new Workflow({
		id: 'test',
		nodes: [source, node],
		connections: {
			[source.name]: { main: [[{ node: node.name, type: 'main', index: 0 }]] },
			...(run.inLoop && {
				[node.name]: { main: [[{ node: source.name, type: 'main', index: 0 }]] },
			}),
		},
		active: false,
		nodeTypes: nodeTypes(loader, { [SOURCE_TYPE]: sourceType, [node.type]: type }),
		settings: { timezone: run.timezone ?? 'UTC', executionOrder: 'v1' },
	});
	const hooks = new ExecutionLifecycleHooks('manual', '1', {
		id: 'test',
		name: 'test',
		nodes: [node],
		connections: {},
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
	});
	const items = (run.items ?? [{}]).map(asItem);
	const after = new Promise<IRun>((resolve) => {
		hooks.addHandler('workflowExecuteAfter', (run) => {
			resolve(run);
		});
	});
	let credentialReads = 0;
	const execution = new WorkflowExecute(
		surroundings(loader, run.credential ?? {}, hooks, () => credentialReads++),
		'manual',
		createRunExecutionData({
			resultData: { runData: { [source.name]: [sourceRun(items)] } },
			executionData: {
				nodeExecutionStack: [
					{
						node,
						data: { main: [items] },
						source: { main: [{ previousNode: source.name, previousNodeOutput: 0 }] },
					},
				],
			},
		}),
	).processRunExecutionData(workflow);
	run.started?.(() => {
		execution.cancel();
	});
	await execution;
	// A cancelled execution is reported here first, with its status.
	return { ...resultOf(await after, node.name), credentialReads, nodeEnded: ended };
}

function resultOf(
	{ status, data }: IRun,
	node: string,
): Pick<NodeResult, 'status' | 'outputs' | 'error' | 'hints'> {
	const task = data.resultData.runData[node]?.[0];
	return {
		status,
		outputs: (task?.data?.main ?? []).map((output) => output ?? []),
		error: task?.error ?? data.resultData.error,
		hints: task?.hints ?? [],
	};
}
