import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import {
	OpenAPIBackend,
	type Document,
	type Operation,
	type ValidationResult,
} from 'openapi-backend';
import { isRecord, type Answer } from './schemas.mts';

export const CONTRACT_FILE = fileURLToPath(
	new URL('../openapi/plugsurfing-emp.yaml', import.meta.url),
);

export interface ContractRequest {
	method: string;
	/** Raw, without the query. */
	path: string;
	query: Record<string, string | string[]>;
	headers: Record<string, string | string[]>;
	/** Parsed JSON, or the text if it is none; undefined if there is no body. */
	body: unknown;
}

const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

function isDateTime(text: string): boolean {
	return DATE_TIME.test(text) && !Number.isNaN(Date.parse(text));
}

function isDocument(value: unknown): value is Document {
	return isRecord(value) && typeof value.openapi === 'string' && isRecord(value.paths);
}

/** An operation, and what its requests look like. */
interface Route {
	operation: Operation;
	method: string;
	path: RegExp;
	/** Characters of the path outside of its parameters. */
	fixed: number;
}

function routeOf(operation: Operation): Route {
	const parts = operation.path.split(/\{[^}]+\}/);
	const literals = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return {
		operation,
		method: operation.method.toUpperCase(),
		path: new RegExp(`^${literals.join('[^/]+')}$`),
		fixed: parts.join('').length,
	};
}

async function read(): Promise<Contract> {
	const definition: unknown = parse(await readFile(CONTRACT_FILE, 'utf8'));
	if (!isDocument(definition)) throw new Error(`${CONTRACT_FILE} is no OpenAPI document`);
	const backend = new OpenAPIBackend({
		definition,
		strict: true,
		// Skips its own check of the document, which knows OpenAPI 3.0 only; test/openapi has a better one.
		quick: true,
		ignoreTrailingSlashes: false,
		ajvOpts: { formats: { 'date-time': isDateTime } },
	});
	return new Contract(await backend.init());
}

/** The OpenAPI document, as a judge of requests and of answers. */
export class Contract {
	private static loaded: Promise<Contract> | undefined;

	/** Read once per process: it has no state. */
	static load(): Promise<Contract> {
		this.loaded ??= read();
		return this.loaded;
	}

	/** Most specific first. openapi-backend would list the operations anew for each request. */
	private readonly routes: Route[];

	constructor(private readonly backend: OpenAPIBackend) {
		this.routes = backend
			.getOperations()
			.map(routeOf)
			.sort((a, b) => b.fixed - a.fixed);
	}

	operationFor(method: string, path: string): Operation | undefined {
		return this.routes.find((route) => route.method === method && route.path.test(path))?.operation;
	}

	/** The decoded path parameters; undefined if the percent-encoding is broken. */
	paramsOf(operation: Operation, request: ContractRequest): Record<string, string> | undefined {
		try {
			const parsed: { params?: unknown } = this.backend.router.parseRequest(request, operation);
			const params = isRecord(parsed.params) ? parsed.params : {};
			return Object.fromEntries(Object.entries(params).map(([name, text]) => [name, String(text)]));
		} catch (error) {
			if (error instanceof URIError) return undefined;
			throw error;
		}
	}

	/** What is wrong with a request; nothing if it keeps the contract. */
	wrongWithRequest(operation: Operation, request: ContractRequest): string[] {
		return problems(this.backend.validateRequest(request, operation));
	}

	/** What is wrong with an answer; nothing if it keeps the contract. */
	wrongWithAnswer(operation: Operation, { status, body }: Answer): string[] {
		const documented = operation.responses?.[String(status)];
		if (!documented) return [`status ${status} is not in the contract`];
		if (!('content' in documented)) {
			return body === undefined ? [] : [`status ${status} has no body in the contract`];
		}
		if (body === undefined) return [`status ${status} has a body in the contract`];
		return problems(this.backend.validateResponse(body, operation, status));
	}
}

function problems({ errors }: ValidationResult<unknown>): string[] {
	return (errors ?? []).map(({ instancePath, message, params }) =>
		[instancePath, message ?? 'is invalid', JSON.stringify(params)].join(' ').trim(),
	);
}

export type { Operation };
