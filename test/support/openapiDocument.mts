import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CONTRACT_FILE } from '../../simulator/contract.mts';
import { isRecord } from '../../simulator/schemas.mts';

const document: unknown = parse(readFileSync(CONTRACT_FILE, 'utf8'));

/** The value at a path of names in the document, following references; undefined if there is none. */
export function at(...names: string[]): unknown {
	let here: unknown = document;
	for (const name of names) {
		if (!isRecord(here)) return undefined;
		here = resolve(here[name]);
	}
	return here;
}

function resolve(value: unknown): unknown {
	if (!isRecord(value) || typeof value.$ref !== 'string') return value;
	return at(...value.$ref.replace(/^#\//, '').split('/'));
}

export interface Operation {
	operationId: string;
	method: string;
	path: string;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

export const operations: Operation[] = Object.entries(toRecord(at('paths'))).flatMap(
	([path, item]) =>
		Object.entries(toRecord(item))
			.filter(([method]) => METHODS.includes(method))
			.map(([method, operation]) => ({
				operationId: String(toRecord(operation).operationId),
				method: method.toUpperCase(),
				path,
			})),
);

export interface Example extends Operation {
	/** Absent for a request body. */
	status?: number;
	name: string;
	value: unknown;
}

/** Every example of a body in the document, with its location. */
export const examples: Example[] = operations.flatMap((operation) => {
	const place = ['paths', operation.path, operation.method.toLowerCase()];
	const statuses = Object.keys(toRecord(at(...place, 'responses')));
	return [
		...examplesAt(operation, undefined, [...place, 'requestBody']),
		...statuses.flatMap((status) =>
			examplesAt(operation, Number(status), [...place, 'responses', status]),
		),
	];
});

function examplesAt(operation: Operation, status: number | undefined, place: string[]): Example[] {
	const examplesPlace = [...place, 'content', 'application/json', 'examples'];
	return Object.keys(toRecord(at(...examplesPlace))).map((name) => ({
		...operation,
		status,
		name,
		value: at(...examplesPlace, name, 'value'),
	}));
}

/** A request with the parameter examples of an operation: the query, and the path with its parameters. */
export function exampleRequest({ method, path }: Operation) {
	const item = ['paths', path];
	const parameters = [
		...toArray(at(...item, 'parameters')),
		...toArray(at(...item, method.toLowerCase(), 'parameters')),
	].map((parameter) => toRecord(resolve(parameter)));
	const query: Record<string, string> = {};
	let filled = path;
	for (const { name, example, in: place } of parameters) {
		if (typeof name !== 'string' || example === undefined) continue;
		const text = typeof example === 'string' ? example : JSON.stringify(example);
		if (place === 'query') query[name] = text;
		else filled = filled.replace(`{${name}}`, encodeURIComponent(text));
	}
	return { method, path: filled, query };
}

function toRecord(value: unknown): Record<string, unknown> {
	return isRecord(value) ? value : {};
}

function toArray(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
