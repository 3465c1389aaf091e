import type { IDataObject } from 'n8n-workflow';

import {
	toNumber,
	toBoolean,
	isBlank,
	isUnset,
	toJsonObject,
	toStrings,
	toText,
	toInteger,
} from './conversion';
import { toUtcDate } from './dates';
import { ItemFields } from './itemFields';

/** Half of a surrogate pair, which no address can hold. */
const HALF_A_CHARACTER = /\p{Surrogate}/u;

/**
 * The parameters of one input item, read and checked. Expressions bypass n8n's own type checks and a
 * language model leaves optional arguments empty: what is certainly meant is converted, what is empty
 * counts as not set, and all else is refused with the label of the field.
 */
export class ItemParameters extends ItemFields {
	/** A text that must be there. It is never trimmed or changed: identifiers arrive as they were given. */
	string(path: string): string {
		const text = this.optionalString(path);
		if (text === undefined) throw this.invalidParameter(path, 'must not be empty');
		return text;
	}

	/** A text, or nothing when the field is empty or blank. */
	optionalString(path: string): string | undefined {
		const value = this.raw(path);
		if (isUnset(value)) return undefined;
		const text = toText(value);
		if (text === undefined) throw this.invalidParameter(path, 'must be a text', value);
		return isBlank(text) ? undefined : text;
	}

	/** An identifier that becomes part of an address: any text but one that would lead elsewhere. */
	id(path: string): string {
		const id = this.string(path);
		if (id === '.' || id === '..' || HALF_A_CHARACTER.test(id)) {
			throw this.invalidParameter(path, 'must be an id', id);
		}
		return id;
	}

	/** Bytes in hexadecimal. As a number their leading zeros may be lost, which nobody could notice. */
	hexadecimalBytes(path: string): string {
		if (typeof this.raw(path) === 'number') {
			throw this.invalidParameter(
				path,
				'must be a text: as a number, which spreadsheets make of it, it may have lost leading zeros',
				this.raw(path),
			);
		}
		const text = this.string(path);
		if (!/^([0-9a-f]{2})+$/i.test(text)) {
			throw this.invalidParameter(
				path,
				'must be an even number of hexadecimal digits (0-9, a-f)',
				text,
			);
		}
		return text;
	}

	/** A yes or no, or nothing when the field is empty. */
	optionalBoolean(path: string): boolean | undefined {
		return isUnset(this.raw(path)) ? undefined : this.boolean(path);
	}

	/** A yes or no; the field's default when it is empty. */
	boolean(path: string): boolean {
		const value = this.rawOrDefault(path);
		const flag = toBoolean(value);
		if (flag === undefined) throw this.invalidParameter(path, 'must be true or false', value);
		return flag;
	}

	/** A whole number from `least` to `most`; the field's default when it is empty. */
	integer(path: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
		const value = this.rawOrDefault(path);
		const number = toInteger(value);
		if (number === undefined || number < least || number > most) {
			const range =
				most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
			throw this.invalidParameter(path, `must be a whole number ${range}`, value);
		}
		return number;
	}

	/** A whole number from `least` to `most`, or nothing when the field is empty. */
	optionalInteger(path: string, least: number, most: number): number | undefined {
		return this.isEmpty(path) ? undefined : this.integer(path, least, most);
	}

	/** A number from `least` to `most`; the field's default when it is empty, if it has one. */
	number(path: string, least: number, most: number): number {
		const value = this.rawOrDefault(path);
		if (isUnset(value) || isBlank(value)) throw this.invalidParameter(path, 'must not be empty');
		const number = toNumber(value);
		if (number === undefined || number < least || number > most) {
			throw this.invalidParameter(path, `must be a number from ${least} to ${most}`, value);
		}
		return number;
	}

	/** A number from `least` to `most`, or nothing when the field is empty. */
	optionalNumber(path: string, least: number, most: number): number | undefined {
		return this.isEmpty(path) ? undefined : this.number(path, least, most);
	}

	/** How many results are wanted; nothing when all are. */
	limit(): number | undefined {
		return this.boolean('returnAll') ? undefined : this.integer('limit', 1);
	}

	/** One of the field's options, or nothing when none is chosen. */
	optionalOption(path: string): string | undefined {
		return isUnset(this.raw(path)) ? undefined : this.option(path);
	}

	/** One of the field's options; the field's default when none is chosen. */
	option(path: string): string {
		const value = this.rawOrDefault(path);
		const choices = this.optionsOf(path);
		const choice = toText(value);
		if (choice === undefined || !choices.includes(choice)) {
			throw this.invalidParameter(path, `must be one of ${choices.join(', ')}`, value);
		}
		return choice;
	}

	/** Any of the field's options, as a list or with commas between them; none when it is empty. */
	options(path: string): string[] {
		const choices = this.optionsOf(path);
		const chosen = this.strings(path);
		if (!chosen.every((choice) => choices.includes(choice))) {
			throw this.invalidParameter(path, `must be any of ${choices.join(', ')}`, this.raw(path));
		}
		return chosen;
	}

	/** Texts, as a list or with commas between them; none when the field is empty. */
	strings(path: string): string[] {
		const texts = toStrings(this.raw(path));
		if (!texts) throw this.invalidParameter(path, 'must be a list of texts', this.raw(path));
		return texts;
	}

	/** A JSON object, as such or as text; one without anything in it when the field is empty. */
	jsonObject(path: string): IDataObject {
		if (this.isEmpty(path)) return {};
		const object = toJsonObject(this.raw(path));
		if (!object) throw this.invalidParameter(path, 'must be a JSON object', this.raw(path));
		return object;
	}

	/** Whatever the field holds, for a reader of its own. It must hold something. */
	given(path: string): unknown {
		if (this.isEmpty(path)) throw this.invalidParameter(path, 'must not be empty');
		return this.raw(path);
	}

	/** A date and time as ISO 8601 in UTC. Without a zone of its own it is read in the workflow's. */
	optionalDate(path: string): string | undefined {
		const value = this.raw(path);
		if (isUnset(value) || isBlank(value)) return undefined;
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

	/** Whether nothing was filled in. */
	private isEmpty(path: string): boolean {
		const value = this.raw(path);
		return isUnset(value) || isBlank(value);
	}

	private optionsOf(path: string): string[] {
		return (this.field(path).options ?? []).flatMap((option) =>
			'value' in option ? [String(option.value)] : [],
		);
	}
}
