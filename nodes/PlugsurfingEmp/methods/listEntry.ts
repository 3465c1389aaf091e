import type { INodeListSearchItems } from 'n8n-workflow';

/** The parts of an entry of a drop-down that are there, each once. */
export function label(...parts: unknown[]): string {
	const texts = parts.filter((part): part is string => typeof part === 'string' && part !== '');
	return [...new Set(texts)].join(' · ');
}

/** Tells of an entry whether every word that was typed is somewhere in it. */
export function matcher(typed = ''): (entry: INodeListSearchItems) => boolean {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	return ({ name, value }) => {
		const text = `${name} ${value}`.toLowerCase();
		return words.every((word) => text.includes(word));
	};
}
