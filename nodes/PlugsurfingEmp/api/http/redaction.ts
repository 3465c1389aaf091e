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
		// Few responses contain one, and searching is much faster than copying.
		return this.occursIn(value) ? this.redacted(value) : value;
	}

	private occursIn(value: unknown): boolean {
		if (typeof value === 'string') return this.occursInText(value);
		if (typeof value === 'number') return this.occursInText(String(value));
		if (Array.isArray(value)) return value.some((entry) => this.occursIn(entry));
		if (!isRecord(value)) return false;
		return Object.keys(value).some((name) => this.occursInText(name) || this.occursIn(value[name]));
	}

	private occursInText(text: string): boolean {
		if (!this.pattern || text.length < this.shortest) return false;
		return text.search(this.pattern) !== -1;
	}

	private redacted(value: unknown): unknown {
		if (typeof value === 'string') return this.text(value);
		if (typeof value === 'number') return this.occursIn(value) ? this.text(String(value)) : value;
		if (Array.isArray(value)) return value.map((entry) => this.redacted(entry));
		if (!isRecord(value)) return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, field]) => [this.text(name), this.redacted(field)]),
		);
	}

	private text(text: string): string {
		return this.pattern ? text.replace(this.pattern, REDACTED) : text;
	}
}
