import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject } from '../host/shape.mts';
import { CONTRACT_FILE } from '../simulator/contract.mts';
import type { ApiRequest, Exchange } from './client.mts';

/*
 * The report contains only harmless data: words of the contract and of common error messages, short numbers,
 * types and counts. Everything else becomes an ellipsis.
 */
const ELLIPSIS = '…';

const ERROR_WORDS =
	'a access additional already allowed an api array at authentication bad be because between body boolean by cannot ' +
	'code could data denied details does empty entries error errors exceeded exceeds exist exists expected expired failed ' +
	'field fields first for forbidden found from greater have id identifier in instance integer internal invalid is it item ' +
	'items key last less limit list long malformed many match maximum message method minimum missing must next no not null ' +
	'number object of offset on only or page pages pagination parameter params parse path pattern permission permissions ' +
	'properties property query range reason request required resource response result results server service should size ' +
	'status string than the this timestamp to token too total trace type unauthorized unexpected unknown unsupported url ' +
	'valid validation value values was with wrong you your';

/** Query parameters whose values reveal nothing about the account. */
const PUBLIC_PARAMETERS = 'page_size pageSize limit distance language aggregate power_type'.split(
	' ',
);

const PUBLIC_HEADERS =
	/^(content-type|server|via|retry-after|x-amzn-.+|x-amz-.+|apigw-.+|(x-)?ratelimit.*)$/;

/** Values that are part of the API, such as statuses, by field. */
const API_WORDS: Record<string, RegExp> = {
	status: /^[A-Z]{2,20}(_[A-Z]{2,20}){0,3}$/,
	power_type: /^(AC|DC)(_[1-3]_PHASE)?$/,
	standard: /^([A-Z][A-Za-z]{2,15}[1-3]?|IEC_\d{5}_[A-Z\d_]{2,12})$/,
	capabilities: /^[A-Z]{2,20}(_[A-Z]{2,20}){0,4}$/,
};

/** Returns the value if it can only be a word of the API. */
export function apiWord(field: keyof typeof API_WORDS, value: unknown): string {
	return typeof value === 'string' && API_WORDS[field]?.test(value) ? value : ELLIPSIS;
}

/** Collects the lower-case words of names and descriptions in the contract, without examples and identifiers. */
function contractWords(value: unknown, words = new Set<string>()): Set<string> {
	if (typeof value === 'string')
		for (const word of partsOf(value)) if (/^[a-z]{2,}$/.test(word)) words.add(word);
	if (Array.isArray(value)) for (const entry of value) contractWords(entry, words);
	if (isObject(value)) {
		for (const [name, inner] of Object.entries(value)) {
			if (/^(examples?|info|servers)$/.test(name)) continue;
			contractWords(name, words);
			contractWords(inner, words);
		}
	}
	return words;
}

/** Splits text into words; `keyIdentifier`, `page_size` and `addressLine2` have two each. */
function partsOf(text: string): string[] {
	const spaced = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
	return spaced
		.split(/[^\p{L}\p{N}]+/u)
		.map((part) => part.replace(/^([a-z]{2,})\d$/, '$1'))
		.filter((part) => part !== '');
}

const WORDS = contractWords(parse(readFileSync(CONTRACT_FILE, 'utf8')));
for (const word of ERROR_WORDS.split(' ')) WORDS.add(word);

/** Returns a text with only known words and single numbers of up to 3 digits. */
export function plainText(text: string): string {
	return text
		.slice(0, 2000)
		.replace(/[^\s"'`,;:()[\]{}<>=|/?!&]+/g, (token) => (isKnown(token) ? token : ELLIPSIS))
		.replace(/(…|\b\d+\b)([\s"'`,;:()[\]{}<>=|/?!&-]*(…|\b\d+\b))+/g, ELLIPSIS)
		.slice(0, 300);
}

function isKnown(token: string): boolean {
	if (/^-?\d{1,3}\.?$/.test(token)) return true;
	return partsOf(token).every((part) => WORDS.has(part)) && /^[\x20-\x7e]*$/.test(token);
}

/** Returns the fields of a value and their types, without values. */
export function shapeOf(value: unknown): unknown {
	if (Array.isArray(value)) {
		const shapes = new Map(value.map((entry) => [JSON.stringify(shapeOf(entry)), shapeOf(entry)]));
		return { listOf: value.length, shapes: [...shapes.values()].slice(0, 2) };
	}
	if (!isObject(value)) return value === null ? 'null' : typeof value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [plainText(name), shapeOf(inner)]),
	);
}

/** Returns an error body with its texts reduced to known words. */
function plainError(value: unknown): unknown {
	if (typeof value === 'string') return plainText(value);
	if (Array.isArray(value)) return value.slice(0, 5).map(plainError);
	if (!isObject(value)) return typeof value === 'number' ? 'number' : value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [plainText(name), plainError(inner)]),
	);
}

/** Returns an exchange for the report. */
export function plainExchange(exchange: Exchange) {
	const { request, status, ms, failure, headers, body, operationId, problems } = exchange;
	return {
		sent: plainRequest(request.method, request.path, [request.query ?? {}]),
		...(request.key && { apiKey: request.key }),
		...(request.body !== undefined && { body: shapeOf(request.body) }),
		status: status ?? failure,
		ms: Math.round(ms),
		headers: Object.keys(headers)
			.filter((name) => PUBLIC_HEADERS.test(name))
			.map(plainText),
		response: status !== undefined && status >= 400 ? plainError(body) : shapeOf(body),
		...(operationId && { operationId, problems: problems.slice(0, 10).map(plainText) }),
	};
}

/** Formats method, path with `{name}` for IDs, and the query with the values of public parameters. */
export function plainRequest(
	method = 'GET',
	path: string,
	queries: NonNullable<ApiRequest['query']>[],
): string {
	const names = [...new Set(queries.flatMap((query) => Object.keys(query)))].filter(
		(name) => !/itude$/.test(name),
	);
	const query = names.map((name) => {
		const values = [
			...new Set(queries.map((each) => each[name]).filter((value) => value !== undefined)),
		];
		return `${name}=${PUBLIC_PARAMETERS.includes(name) ? values.join(',') : ELLIPSIS}`;
	});
	return `${method} ${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}
