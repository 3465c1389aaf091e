import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { assert, NodeOperationError } from 'n8n-workflow';

import { isPathSegment, isRecord } from '../json';
import {
	toNumber,
	toBoolean,
	isBlank,
	isUnset,
	shown,
	toJsonObject,
	toStrings,
	toText,
	toInteger,
} from './conversion';
import { dayOf, toUtcDate } from './dates';
import { findField } from './declaredFields';
import { expectedHexadecimalBytes } from './hexadecimalBytes';
import { ParameterValues } from './parameterValues';
import { fromTextFormula } from './spreadsheetText';

/** Property names that the HTTP client silently drops, which would change the request. */
const DROPPED_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/** Returns the first such name at any depth of an object. */
function droppedNameIn(object: IDataObject): string | undefined {
	const found: string[] = [];
	JSON.stringify(object, (name, value: unknown) => {
		if (DROPPED_NAMES.has(name)) found.push(name);
		return value;
	});
	return found[0];
}

/**
 * Reads and validates the parameters of one input item. Expressions bypass n8n's type checks, and a
 * language model leaves optional arguments empty, so values are converted where that is unambiguous, empty
 * ones count as not set, and all others are rejected with the field's label. Labels, defaults, options
 * and ranges come from the declaration of the field.
 */
export class ItemParameters {
	/** @param values shared by all items of a run, so that constant fields are read only once */
	constructor(
		private readonly context: IExecuteFunctions,
		readonly index: number,
		private readonly fields: INodeProperties[],
		private readonly values = new ParameterValues(context),
	) {}

	/** Creates the error for an invalid value: names the field, what it must be, what it is, and the item. */
	invalidParameter(
		path: string,
		expected: string,
		value?: unknown,
		remedy = 'Change the field or its expression. Nothing was sent to Plugsurfing for this item.',
	): NodeOperationError {
		const is = value === undefined ? '' : `, but it is ${shown(value)}`;
		return new NodeOperationError(
			this.context.getNode(),
			`"${this.field(path).displayName}" ${expected}${is}`,
			{ itemIndex: this.index, description: remedy },
		);
	}

	/** Returns whether the field may have a different value for each item. */
	isExpression(path: string): boolean {
		return this.values.isExpression(path);
	}

	/** Returns required text. Never trims or changes it: identifiers stay as entered. */
	string(path: string, maxLength?: number): string {
		const text = this.optionalString(path, maxLength);
		if (text === undefined) throw this.invalidParameter(path, 'must not be empty');
		return text;
	}

	/** Returns text, or undefined if the field is empty or blank. */
	optionalString(path: string, maxLength = Infinity): string | undefined {
		const value = this.raw(path);
		if (isUnset(value)) return undefined;
		const text = toText(value);
		if (text === undefined) throw this.invalidParameter(path, 'must be text', value);
		if (text.length > maxLength && [...text].length > maxLength) {
			throw this.invalidParameter(path, `must have at most ${maxLength} characters`, text);
		}
		return isBlank(text) ? undefined : text;
	}

	/** Like `string()`, but returns 04E12345 for `="04E12345"`, which Export writes for spreadsheets. */
	identifier(path: string): string {
		const text = this.optionalIdentifier(path);
		if (text === undefined) throw this.invalidParameter(path, 'must not be empty');
		return text;
	}

	/** Like `identifier()`, but returns undefined if the field is empty or blank. */
	optionalIdentifier(path: string): string | undefined {
		const text = fromTextFormula(this.optionalString(path) ?? '');
		return isBlank(text) ? undefined : text;
	}

	/** Returns an identifier for a URL path: any text except `.` and `..`, which would change the path. */
	id(path: string, maxLength?: number): string {
		const id = this.string(path, maxLength);
		if (!isPathSegment(id)) {
			throw this.invalidParameter(path, 'must be an ID', id);
		}
		return id;
	}

	/** Returns bytes in hexadecimal. Rejects numbers: they may have lost leading zeros. */
	hexadecimalBytes(path: string): string {
		const value = this.raw(path);
		if (typeof value === 'number') {
			throw this.invalidParameter(
				path,
				'must be text, because numbers from a spreadsheet may have lost leading zeros',
				value,
			);
		}
		const text = this.identifier(path);
		const expected = expectedHexadecimalBytes(text);
		if (expected !== undefined) throw this.invalidParameter(path, expected, text);
		return text;
	}

	/** Returns true or false, or undefined if the field is empty. */
	optionalBoolean(path: string): boolean | undefined {
		return isUnset(this.raw(path)) ? undefined : this.boolean(path);
	}

	/** Returns true or false; the field's default if it is empty. */
	boolean(path: string): boolean {
		const value = this.rawOrDefault(path);
		const flag = toBoolean(value);
		if (flag === undefined) throw this.invalidParameter(path, 'must be true, false, 1 or 0', value);
		return flag;
	}

	/** Returns a whole number in the field's range; the field's default if it is empty. */
	integer(path: string): number {
		const value = this.rawOrDefault(path);
		const number = toInteger(value);
		const { minValue: min = 0, maxValue: max } = this.field(path).typeOptions ?? {};
		if (number === undefined || number < min || number > (max ?? Infinity)) {
			const range = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
			throw this.invalidParameter(path, `must be a whole number ${range}`, value);
		}
		return number;
	}

	/** Returns a whole number in the field's range, or undefined if the field is empty. */
	optionalInteger(path: string): number | undefined {
		return this.isEmpty(path) ? undefined : this.integer(path);
	}

	/** Returns a required number from `min` to `max`; the field's default if it is empty and has one. */
	number(path: string, min: number, max: number): number {
		const value = this.rawOrDefault(path);
		if (isUnset(value) || isBlank(value)) throw this.invalidParameter(path, 'must not be empty');
		const number = toNumber(value);
		if (number === undefined || number < min || number > max) {
			throw this.invalidParameter(path, `must be a number from ${min} to ${max}`, value);
		}
		return number;
	}

	/** Returns a number from `min` to `max`, or undefined if the field is empty. */
	optionalNumber(path: string, min: number, max: number): number | undefined {
		return this.isEmpty(path) ? undefined : this.number(path, min, max);
	}

	/** Returns the maximum number of results; undefined for all. */
	limit(): number | undefined {
		return this.boolean('returnAll') ? undefined : this.integer('limit');
	}

	/** Returns one of the field's options, or undefined if none is chosen. */
	optionalOption(path: string): string | undefined {
		return isUnset(this.raw(path)) ? undefined : this.option(path);
	}

	/** Returns one of the field's options; the field's default if none is chosen. */
	option(path: string): string {
		const value = this.rawOrDefault(path);
		const options = this.optionsOf(path);
		const option = toText(value);
		if (option === undefined || !options.includes(option)) {
			throw this.invalidParameter(path, `must be one of ${options.join(', ')}`, value);
		}
		return option;
	}

	/** Returns any of the field's options from a list or comma-separated text; none if the field is empty. */
	options(path: string): string[] {
		const options = this.optionsOf(path);
		const chosen = this.strings(path);
		if (!chosen.every((option) => options.includes(option))) {
			throw this.invalidParameter(path, `must be any of ${options.join(', ')}`, this.raw(path));
		}
		return chosen;
	}

	/** Returns strings from a list or comma-separated text; none if the field is empty. */
	strings(path: string): string[] {
		const texts = toStrings(this.raw(path));
		if (!texts) throw this.invalidParameter(path, 'must be a list of strings', this.raw(path));
		return texts;
	}

	/** Returns a JSON object, given as an object or text; an empty one if the field is empty. */
	jsonObject(path: string): IDataObject {
		if (this.isEmpty(path)) return {};
		const object = toJsonObject(this.raw(path));
		if (!object) throw this.invalidParameter(path, 'must be a JSON object', this.raw(path));
		const dropped = droppedNameIn(object);
		if (dropped !== undefined) {
			throw this.invalidParameter(path, `must not contain "${dropped}", which cannot be sent`);
		}
		return object;
	}

	/** Returns the values entered in a resource mapper, by field; none if it is empty. */
	mapped(path: string): IDataObject {
		const mapper = this.raw(path);
		const values = isRecord(mapper) ? mapper.value : undefined;
		return isRecord(values) ? values : {};
	}

	/** Returns the unconverted value of a required field. */
	value(path: string): unknown {
		if (this.isEmpty(path)) throw this.invalidParameter(path, 'must not be empty');
		return this.raw(path);
	}

	/** Returns the value of a field as text, to identify the item in messages. Never throws. */
	label(path: string): string | undefined {
		try {
			return toText(this.raw(path));
		} catch {
			return undefined;
		}
	}

	/** Returns a date as ISO 8601 in UTC, or undefined. A date without a zone is in the workflow's time zone. */
	optionalDate(path: string): string | undefined {
		if (this.isEmpty(path)) return undefined;
		const value = this.raw(path);
		const date = toUtcDate(value, this.context.getTimezone());
		if (date === undefined) {
			throw this.invalidParameter(
				path,
				'must be a date such as 2026-01-31 or 2026-01-31T14:00:00Z',
				value,
			);
		}
		return date;
	}

	/** Returns the calendar day of a time (milliseconds since 1970) in the workflow's zone: "2026-01-31". */
	day(moment: number): string {
		return dayOf(moment, this.context.getTimezone());
	}

	private raw(path: string): unknown {
		const isLocator = findField(this.fields, path)?.type === 'resourceLocator';
		return this.values.get(path, this.index, isLocator);
	}

	private rawOrDefault(path: string): unknown {
		const value = this.raw(path);
		return isUnset(value) ? this.field(path).default : value;
	}

	/** Returns whether the field is empty or blank. */
	isEmpty(path: string): boolean {
		const value = this.raw(path);
		return isUnset(value) || isBlank(value);
	}

	private field(path: string): INodeProperties {
		const field = findField(this.fields, path);
		assert(field, `No field is declared at ${path}`);
		return field;
	}

	private optionsOf(path: string): string[] {
		return (this.field(path).options ?? []).flatMap((option) =>
			'value' in option ? [String(option.value)] : [],
		);
	}
}
