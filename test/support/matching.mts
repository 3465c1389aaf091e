// Jest types its matchers as any, which would switch the type checker off wherever one is used.

export const anyText: unknown = expect.any(String);

export function textWith(part: string): unknown {
	return expect.stringContaining(part);
}

export function objectWith(part: Record<string, unknown>): unknown {
	return expect.objectContaining(part);
}
