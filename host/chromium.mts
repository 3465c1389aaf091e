import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './aptPackages.mts';
import { capture } from './command.mts';
import { Failure } from './failure.mjs';
import { root } from './places.mts';

const commands = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'chrome',
];
const onMacOs = ['Google Chrome', 'Chromium'].map(
	(name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
const onWindows = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];

/** A Chromium or Chrome that starts. Where none is and that takes no question (Debian as root), it is installed. */
export async function chromium(env: NodeJS.ProcessEnv = process.env): Promise<string> {
	const named = env['CHROMIUM_PATH'];
	if (named) {
		if (await starts(named)) return named;
		throw new Failure(`CHROMIUM_PATH says ${named}, but no browser starts there.`);
	}
	return (
		(await firstThatStarts(env)) ??
		(await installed(env)) ??
		fail(
			'The editor tests need Chromium or Chrome. Install one, or say in CHROMIUM_PATH where it is.',
		)
	);
}

async function firstThatStarts(env: NodeJS.ProcessEnv): Promise<string | undefined> {
	for (const file of places(env)) if (await starts(file)) return file;
	return undefined;
}

function places(env: NodeJS.ProcessEnv): string[] {
	if (process.platform === 'darwin') return onMacOs;
	if (process.platform === 'win32') {
		return onWindows
			.flatMap((name) => env[name] ?? [])
			.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
	}
	const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
	return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/** Ubuntu has a /usr/bin/chromium-browser that only says what else to install. */
async function starts(file: string): Promise<boolean> {
	if (!existsSync(file)) return false;
	if (process.platform === 'win32') return true;
	return await capture(file, ['--version'], root).then(
		() => true,
		() => false,
	);
}

async function installed(env: NodeJS.ProcessEnv): Promise<string | undefined> {
	const done = await aptInstall(['chromium'], 'the editor tests need one');
	return done ? await firstThatStarts(env) : undefined;
}

function fail(message: string): never {
	throw new Failure(message);
}
