import { isRecord } from '../../json';

const REDACTED = '[redacted]';

/** A shorter value may occur in ordinary text. */
const MIN_LENGTH = 4;

/** Matches a character of a secret as it may appear in JSON, in nested JSON, and in a URL. */
function characterPattern(character: string): string {
	const literal = character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
	const units = Array.from({ length: character.length }, (_, index) =>
		character.charCodeAt(index).toString(16).padStart(4, '0'),
	);
	const bytes = Array.from(new TextEncoder().encode(character), (byte) =>
		byte.toString(16).padStart(2, '0'),
	);
	const unicode = units.map((unit) => `\\\\+u${unit}`).join('');
	const percent = bytes.map((byte) => `%(?:25)*${byte}`).join('');
	return `(?:\\\\*${literal}|${unicode}|${percent}${character === ' ' ? '|\\+' : ''})`;
}

/**
 * Replaces secrets in a JSON value from a server, including field names. Returns the value itself, not a
 * copy, if it contains none.
 */
export class Redaction {
	private readonly pattern: RegExp | undefined;

	private readonly shortest: number;

	constructor(secrets: readonly unknown[], minLength = MIN_LENGTH) {
		const texts = secrets
			.map((secret) => (typeof secret === 'string' ? secret.trim() : ''))
			.filter((secret) => secret.length >= minLength)
			// Longest first: a secret may be a prefix of another.
			.sort((a, b) => b.length - a.length);
		this.shortest = Math.min(...texts.map(({ length }) => length));
		if (texts.length === 0) return;
		const patterns = texts.map((text) => Array.from(text, characterPattern).join(''));
		this.pattern = new RegExp(patterns.join('|'), 'gi');
	}

	/** Returns the value without secrets. */
	apply(value: unknown): unknown {
		if (typeof value === 'string') return this.text(value);
		if (typeof value === 'number') {
			const text = String(value);
			const redacted = this.text(text);
			return redacted === text ? value : redacted;
		}
		if (Array.isArray(value)) return this.list(value);
		return isRecord(value) ? this.record(value) : value;
	}

	private text(text: string): string {
		if (!this.pattern || text.length < this.shortest) return text;
		return text.replace(this.pattern, REDACTED);
	}

	private list(list: unknown[]): unknown[] {
		const redacted = list.map((entry) => this.apply(entry));
		return redacted.every((entry, index) => entry === list[index]) ? list : redacted;
	}

	private record(record: Record<string, unknown>): Record<string, unknown> {
		const entries = Object.entries(record);
		const redacted = entries.map(([name, value]): [string, unknown] => [
			this.text(name),
			this.apply(value),
		]);
		const isSame = redacted.every(
			([name, value], index) => name === entries[index]?.[0] && value === entries[index]?.[1],
		);
		return isSame ? record : Object.fromEntries(redacted);
	}
}
