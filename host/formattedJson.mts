import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/** Writes a JSON file in the format of `npm run format`. */
export async function writeFormattedJson(file: string, value: unknown): Promise<void> {
	const style = await resolveConfig(file);
	writeFileSync(file, await format(JSON.stringify(value), { ...style, filepath: file }));
}
