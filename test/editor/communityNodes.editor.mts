import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Locator } from 'playwright-core';
import { N8nApi } from '../../host/n8nApi.mts';
import { installN8n } from '../../host/n8nInstall.mts';
import { startN8n, type N8nServer } from '../../host/n8nServer.mts';
import { N8nSession } from '../../host/n8nSession.mts';
import { NpmRegistry } from '../../host/npmRegistry.mts';
import { pack, type PackedPackage } from '../../host/packedPackage.mts';
import { editorFolder } from '../../host/places.mts';
import { login } from '../../host/testedN8n.mts';
import { startSimulator } from '../../simulator/simulator.mts';
import type { Canvas } from './canvas.mts';
import type { CommunityNodes } from './communityNodes.mts';
import { inEditor } from './inEditor.mts';
import { picture } from './picture.mts';

const folder = join(editorFolder, 'community-nodes');
const userFolder = join(folder, 'node_modules', 'n8n-user');
const installMs = 600_000;

const open: { stop: () => Promise<void> }[] = [];
let packed: PackedPackage;
let registry: NpmRegistry;
let server: N8nServer;
let session: N8nSession;

beforeAll(async () => {
	packed = await pack(join(folder, 'package'));
	registry = await NpmRegistry.start((await installN8n()).node, join(folder, 'registry'));
	open.unshift(registry);
	await registry.publish(packed);
	server = await start({});
	session = await N8nSession.asNewOwner(server.url, login);
}, installMs);

afterAll(async () => {
	for (const started of open) await started.stop();
});

async function start(settings: Record<string, string>): Promise<N8nServer> {
	const started = await startN8n({
		installation: await installN8n(),
		userFolder,
		settings: {
			...registry.environment,
			// n8n says that this will be off one day unless it is asked for.
			N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
			...settings,
		},
	});
	open.unshift(started);
	return started;
}

test(
	'the package is installed, used and uninstalled through the screen Community nodes',
	inEditor(
		async (editor) => {
			await install(await editor.communityNodes());
			await use(await editor.newWorkflow());
			await uninstall(await editor.communityNodes());
		},
		{ session: () => session },
	),
);

describe('an n8n that is told its packages by settings', () => {
	beforeAll(async () => {
		await server.stop();
		server = await start({
			N8N_COMMUNITY_PACKAGES_MANAGED_BY_ENV: 'true',
			N8N_COMMUNITY_PACKAGES: JSON.stringify([{ name: packed.name, version: packed.version }]),
		});
		session = new N8nSession(server.url, session.cookie);
	}, installMs);

	test(
		'has installed it, and offers no other',
		inEditor(
			async (editor) => {
				const screen = await editor.communityNodes();
				await isInstalled(screen.installed(packed.name));
				await screen.managedBySettings.waitFor();
				expect(await screen.install.count()).toBe(0);
			},
			{ session: () => session },
		),
	);
});

async function install(screen: CommunityNodes): Promise<void> {
	const dialog = await screen.openFirstInstall();
	await dialog.enterPackage(packed.name);
	expect(await dialog.install.isDisabled()).toBe(true);
	await dialog.acceptTheRisk();
	await dialog.confirm();

	const card = screen.installed(packed.name);
	await isInstalled(card);
	await picture('community-nodes', [screen.title, screen.install, card], { air: 24 });
}

async function isInstalled(card: Locator): Promise<void> {
	const [name, nodes = '', version] = (await card.innerText()).split(/\s*\n\s*/);
	expect([name, version]).toEqual([packed.name, `v${packed.version}`]);
	const [count, names = ''] = nodes.split(/:\s*/);
	expect(count).toBe('3 nodes');
	expect(names.split(/,\s*/).sort()).toEqual([
		'Plugsurfing EMP',
		'Plugsurfing EMP Poll Trigger',
		'Plugsurfing EMP Webhook Trigger',
	]);
	expect(filesInN8n().sort()).toEqual([...packed.files].sort());
}

async function use(canvas: Canvas): Promise<void> {
	const simulator = await startSimulator({ keys: 12 });
	open.unshift({ stop: () => simulator.close() });
	const node = await (await canvas.addFirstStep()).add('Plugsurfing EMP');
	const credential = await node.createFirstCredential();
	await credential.enterApiKey(simulator.apiKey);
	await credential.enterBaseUrl(simulator.baseUrl);
	await credential.save();
	await credential.isClosed();

	const output = await node.execute();
	expect(await output.itemCount()).toBe('12 items');
	const [first] = [...simulator.chargingKeys];
	expect(await output.firstRow()).toContain(first?.keyIdentifier);
	expect(simulator.contractBreaches).toEqual([]);
}

async function uninstall(screen: CommunityNodes): Promise<void> {
	expect(await screen.uninstall(packed.name)).toContain('Plugsurfing EMP Poll Trigger');
	expect(await screen.emptyState()).toContain('Install a community node');
	expect(filesInN8n()).toEqual([]);
	const types = await new N8nApi(session).nodeTypes();
	expect(types.filter(({ name }) => String(name).startsWith(packed.name))).toEqual([]);
}

/** What n8n has of the package on its disk. */
function filesInN8n(): string[] {
	const place = join(userFolder, '.n8n', 'nodes', 'node_modules', packed.name);
	if (!existsSync(place)) return [];
	return readdirSync(place, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(place, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}
