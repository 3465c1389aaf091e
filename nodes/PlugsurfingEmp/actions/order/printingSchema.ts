import { isRecord } from '../../json';
import { toBoolean, toNumber, toText } from '../../parameters/conversion';

/** A field of a product's printing data that a form can show. */
export interface PrintingField {
	name: string;
	label: string;
	type: 'string' | 'number' | 'boolean';
	isInteger: boolean;
	required: boolean;
	/** The only allowed values. */
	values?: Array<string | number | boolean>;
	minLength: number;
	maxLength: number;
	minimum: number;
	maximum: number;
}

const TYPES = new Map<unknown, PrintingField['type']>([
	['string', 'string'],
	['number', 'number'],
	['integer', 'number'],
	['boolean', 'boolean'],
]);

function isValue(value: unknown): value is string | number | boolean {
	return ['string', 'number', 'boolean'].includes(typeof value);
}

function numberOr(value: unknown, otherwise: number): number {
	return typeof value === 'number' ? value : otherwise;
}

/**
 * Reads the fields of a product's `printing.schema`, a JSON Schema. Fields that are not text, a number, a boolean
 * or one of a list are left out: they can be sent as JSON.
 */
export function printingFields(schema: unknown): PrintingField[] {
	if (!isRecord(schema) || !isRecord(schema.properties)) return [];
	const required = requiredNames(schema);
	return Object.entries(schema.properties).flatMap(([name, declared]): PrintingField[] => {
		if (!isRecord(declared)) return [];
		const values = Array.isArray(declared.enum) ? declared.enum.filter(isValue) : undefined;
		const types: unknown[] = Array.isArray(declared.type)
			? declared.type
			: [declared.type ?? typeof values?.[0]];
		const known = types.find((name) => TYPES.has(name));
		const type = TYPES.get(known);
		if (!type) return [];
		return [
			{
				name,
				label: typeof declared.title === 'string' ? declared.title : name,
				type,
				isInteger: known === 'integer',
				required: required.includes(name),
				values,
				minLength: numberOr(declared.minLength, 0),
				maxLength: numberOr(declared.maxLength, Infinity),
				minimum: numberOr(declared.minimum, -Infinity),
				maximum: numberOr(declared.maximum, Infinity),
			},
		];
	});
}

/** Returns the names of the required fields. */
export function requiredNames(schema: unknown): string[] {
	const required: unknown[] =
		isRecord(schema) && Array.isArray(schema.required) ? schema.required : [];
	return required.filter((name): name is string => typeof name === 'string');
}

/** Converts a value to the field's type if that is unambiguous; otherwise returns it unchanged. */
export function converted({ type }: PrintingField, value: unknown): unknown {
	const convert = { string: toText, number: toNumber, boolean: toBoolean }[type];
	return convert(value) ?? value;
}

/** Returns what a value of the field must be; undefined if it is valid. */
export function printingError(field: PrintingField, value: unknown): string | undefined {
	const { type, values, isInteger, minLength, maxLength, minimum, maximum } = field;
	if (values && !values.some((allowed) => allowed === value)) {
		return `must be one of ${values.join(', ')}`;
	}
	if (typeof value !== type) {
		return { string: 'must be text', number: 'must be a number', boolean: 'must be true or false' }[
			type
		];
	}
	if (typeof value === 'string') {
		const length = [...value].length;
		if (length > maxLength) return `must have at most ${maxLength} characters`;
		if (length < minLength) return `must have at least ${minLength} characters`;
	}
	if (typeof value === 'number') {
		if (isInteger && !Number.isInteger(value)) return 'must be a whole number';
		if (value < minimum) return `must be at least ${minimum}`;
		if (value > maximum) return `must be at most ${maximum}`;
	}
	return undefined;
}
