const CONCEALED = '***';

/** Replaces secrets in a path or a body, in any encoding. */
export function conceal(path: string, secrets: readonly string[]): string {
	const spellings = secrets.flatMap((secret) => [
		secret,
		JSON.stringify(secret).slice(1, -1),
		encodeURIComponent(secret),
		new URLSearchParams([['', secret]]).toString().slice(1),
	]);
	const clean = spellings.reduce((text, secret) => text.replaceAll(secret, CONCEALED), path);
	const meant = decoded(clean);
	return secrets.some((secret) => meant.includes(secret)) ? CONCEALED : clean;
}

/** Decodes percent-encoding in a path and escapes in JSON text. */
function decoded(path: string): string {
	return path
		.replaceAll('+', ' ')
		.replace(/%([0-7][0-9a-f])/gi, (_, code: string) =>
			String.fromCharCode(Number.parseInt(code, 16)),
		)
		.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
			String.fromCharCode(Number.parseInt(code, 16)),
		)
		.replace(/\\(["\\/])/g, '$1');
}
