// npm run film: films the first steps in a real n8n, uncut, as n8n's submission asks for. The film is .film/film.mp4, with a
// still of each scene next to it.
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import { chromium, selectors } from 'playwright-core';
import { Closing } from '../../host/closing.mts';
import { Failure, explain } from '../../host/failure.mjs';
import { N8nApi } from '../../host/n8nApi.mts';
import { installN8n } from '../../host/n8nInstall.mts';
import { startN8n } from '../../host/n8nServer.mts';
import { N8nSession } from '../../host/n8nSession.mts';
import { build, pack } from '../../host/packedPackage.mts';
import { filmFolder } from '../../host/places.mts';
import { aptInstall, chromium as findChromium } from '../../host/programs.mts';
import { takeStateFolder } from '../../host/stateFolder.mts';
import { readWorkflow, withCredential } from '../../host/workflowFile.mts';
import { startSimulator } from '../../simulator/simulator.mts';
import { Editor } from '../support/editor/screens.mts';
import { filmed, inTerminal, Recording, SIZE } from './recording.mts';

const LOGIN = { email: 'film@example.com', password: 'Plugsurfing-1' };

/** Long enough to read. */
const READ_MS = 3500;

async function film(closing: Closing): Promise<string> {
	if (!['/usr/bin/Xvfb', '/usr/bin/ffmpeg', '/usr/bin/xterm'].every((file) => existsSync(file))) {
		await aptInstall(['xvfb', 'ffmpeg', 'xterm', 'fonts-dejavu-core'], 'the film needs them');
	}
	takeStateFolder(filmFolder, 'The film');
	const stills = join(filmFolder, 'stills');
	const userFolder = join(filmFolder, 'n8n-user');
	for (const folder of [stills, userFolder]) mkdirSync(folder);
	console.log('Preparing');
	await build();
	const { tarball } = await pack(join(filmFolder, 'package'));
	const installation = await installN8n();
	const executablePath = await findChromium();
	const simulator = await startSimulator({
		keys: 1200,
		sessionPace: { startsAfterMs: 1500, completesAfterMs: 1500 },
	});
	closing.add(() => simulator.close());
	const [key] = [...simulator.chargingKeys].filter(({ enabled }) => enabled);
	const connectorId = [...simulator.locations][0]?.evses[0]?.connectors[0]?.id;

	const file = join(filmFolder, 'film.mp4');
	const recording = await Recording.start(file);
	closing.add(() => recording.stop());
	const scenes = new Map<string, number>();
	// In the middle of its time, because the film runs a moment behind this clock.
	const mark = async (name: string) => {
		await pause(READ_MS / 2);
		scenes.set(name, recording.seconds);
		console.log(`[${recording.seconds.toFixed(0).padStart(4)} s] ${name}`);
		await pause(READ_MS / 2);
	};

	// As README.md says, until the package is on npm.
	const install = `npm install --prefix ~/.n8n/nodes --legacy-peer-deps --ignore-scripts ./${basename(tarball)}`;
	const installing = inTerminal(
		`echo '$ ${install}'; ${install}; code=$?; sleep 3; exit $code`,
		dirname(tarball),
		{
			HOME: userFolder,
			npm_config_audit: 'false',
			npm_config_userconfig: join(process.env['HOME'] ?? '', '.npmrc'),
		},
	);
	await once(installing, 'exit');
	if (installing.exitCode !== 0) throw new Failure('npm could not install the package');
	scenes.set('installation', recording.seconds - 1.5);

	const log = inTerminal('tail -F n8n.log', userFolder, {});
	const n8n = await startN8n({ installation, userFolder });
	closing.add(() => n8n.stop());
	log.kill();
	const session = await N8nSession.asNewOwner(n8n.url, LOGIN);
	const api = new N8nApi(session);
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({
		executablePath,
		headless: false,
		env: filmed,
		args: [
			...['--no-sandbox', '--disable-gpu', '--no-first-run', '--no-proxy-server'],
			...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
			...['--window-position=0,0', `--window-size=${SIZE.width},${SIZE.height}`],
		],
		ignoreDefaultArgs: ['--enable-automation'],
	});
	closing.add(() => browser.close());
	const context = await browser.newContext({ viewport: null });
	await context.addCookies(
		session.cookie.split('; ').map((cookie) => {
			const [name = '', ...value] = cookie.split('=');
			return { name, value: value.join('='), url: n8n.url };
		}),
	);
	const page = await context.newPage();
	page.setDefaultTimeout(60_000);
	const editor = new Editor(page, n8n.url);

	const panel = await (await editor.newWorkflow()).addFirstStep();
	await panel.search('charging');
	await pause(READ_MS);
	const node = await panel.add('Plugsurfing EMP');
	const dialog = await node.connect('Plugsurfing EMP');
	await dialog.enterBaseUrl(simulator.baseUrl);
	await dialog.enterApiKey(simulator.apiKey);
	await mark('credential');
	await dialog.save();
	await dialog.isClosed();

	const output = await node.execute();
	if ((await output.itemCount()) !== '50 items') throw new Failure('The first list is not there');
	await mark('first list');

	const credential = await api.createCredential({
		name: 'Plugsurfing EMP account',
		type: 'plugsurfingEmpApi',
		data: { environment: 'custom', baseUrl: simulator.baseUrl, apiKey: simulator.apiKey },
	});
	const workflow = withCredential(readWorkflow('start-session-by-webhook.json'), credential);
	const saved = await api.createWorkflow(workflow);
	const canvas = await editor.open(saved);
	await canvas.fit();
	await pause(READ_MS);
	await api.publish(saved);
	const call = () =>
		axios.post<unknown>(
			`${n8n.url}/webhook/start-session`,
			{ connectorId, keyIdentifier: key?.keyIdentifier },
			{ proxy: false, validateStatus: () => true },
		);
	let answer = await call();
	for (let tries = 0; answer.status === 404 && tries < 50; tries++) {
		await pause(200);
		answer = await call();
	}
	if (answer.status !== 200) throw new Failure(`The webhook answered ${answer.status}`);
	await page.goto(`${n8n.url}/workflow/${saved.id}/executions`);
	await page.getByText('Succeeded').first().waitFor();
	await mark('session by webhook');

	await api.createCredential({
		name: 'Wrong key',
		type: 'plugsurfingEmpApi',
		data: { environment: 'custom', baseUrl: simulator.baseUrl, apiKey: 'wrong' },
	});
	const other = await (await (await editor.newWorkflow()).addFirstStep()).add('Plugsurfing EMP');
	await other.chooseCredential('Wrong key');
	const { message } = await (await other.execute()).error();
	if (!message.includes('API key')) throw new Failure(`The error says: ${message}`);
	await mark('error');
	const seconds = recording.seconds;
	await recording.stop();

	// n8n's submission asks for five minutes at most.
	if (seconds > 300) throw new Failure(`The film takes ${seconds} s`);
	for (const [name, at] of scenes) {
		await recording.still(at, join(stills, `${name.replaceAll(' ', '-')}.png`));
	}
	return `${file}: ${seconds.toFixed(0)} s, ${scenes.size} scenes.`;
}

const closing = new Closing();
let exitCode = 0;
try {
	console.log(await film(closing));
} catch (error) {
	console.error(explain(error));
	exitCode = 1;
}
await closing.close();
process.exit(exitCode);
