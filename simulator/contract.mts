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
	/** Parsed JSON, or text if it is not JSON; undefined if there is no body. */
	body: unknown;
}

const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

function isDateTime(text: string): boolean {
	return DATE_TIME.test(text) && !Number.isNaN(Date.parse(text));
}

function isDocument(value: unknown): value is Document {
	return isRecord(value) && typeof value.openapi === 'string' && isRecord(value.paths);
}

/** An operation and the pattern of its requests. */
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
	if (!isDocument(definition)) throw new Error(`${CONTRACT_FILE} is not an OpenAPI document`);
	const backend = new OpenAPIBackend({
		definition,
		strict: true,
		// Skips validation of the document, which supports only OpenAPI 3.0; test/openapi does it.
		quick: true,
		ignoreTrailingSlashes: false,
		ajvOpts: { formats: { 'date-time': isDateTime } },
	});
	return new Contract(await backend.init());
}

/** Validates requests and responses against the OpenAPI document. */
export class Contract {
	private static loaded: Promise<Contract> | undefined;

	/** Reads the document once per process. */
	static load(): Promise<Contract> {
		this.loaded ??= read();
		return this.loaded;
	}

	/** Most specific first. openapi-backend would list the operations for each request. */
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

	/** Returns the decoded path parameters; undefined if the percent-encoding is invalid. */
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

	/** Returns the contract violations of a request. */
	requestViolations(operation: Operation, request: ContractRequest): string[] {
		return problems(this.backend.validateRequest(request, operation));
	}

	/** Returns the contract violations of a response. */
	responseViolations(operation: Operation, { status, body }: Answer): string[] {
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
