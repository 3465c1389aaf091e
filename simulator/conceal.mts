const CONCEALED = '***';

/** A path without these secrets, in whatever spelling they are in it. */
export function conceal(path: string, secrets: readonly string[]): string {
	const spellings = secrets.flatMap((secret) => [
		secret,
		encodeURIComponent(secret),
		new URLSearchParams([['', secret]]).toString().slice(1),
	]);
	const clean = spellings.reduce((text, secret) => text.replaceAll(secret, CONCEALED), path);
	const meant = decoded(clean);
	return secrets.some((secret) => meant.includes(secret)) ? CONCEALED : clean;
}

/** What a path says, whichever of its characters are percent-encoded. */
function decoded(path: string): string {
	return path
		.replaceAll('+', ' ')
		.replace(/%([0-7][0-9a-f])/gi, (_, code: string) =>
			String.fromCharCode(Number.parseInt(code, 16)),
		);
}
