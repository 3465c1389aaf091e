export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the value at a path in data of unknown shape; undefined if it does not exist. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
	return path.reduce<unknown>((inner, step) => {
		if (Array.isArray(inner)) return typeof step === 'number' ? inner[step] : undefined;
		return isObject(inner) ? inner[step] : undefined;
	}, value);
}

export function objectAt(value: unknown, ...path: (string | number)[]): JsonObject {
	const found = at(value, ...path);
	if (!isObject(found)) throw new Error(`No object at ${path.join('.')}`);
	return found;
}

export function arrayAt(value: unknown, ...path: (string | number)[]): unknown[] {
	const found = at(value, ...path);
	if (!Array.isArray(found)) throw new Error(`No list at ${path.join('.')}`);
	return found;
}

export function textAt(value: unknown, ...path: (string | number)[]): string {
	const found = at(value, ...path);
	if (typeof found !== 'string') throw new Error(`No text at ${path.join('.')}`);
	return found;
}
