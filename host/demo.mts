// npm run demo: the nightly key export in a real n8n, against the simulator.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '../simulator/simulator.mts';
import { Closing } from './closing.mts';
import { explain } from './failure.mjs';
import { differences, readCsv } from './csv.mts';
import { N8nApi, type NewCredential } from './n8nApi.mts';
import { demoFolder } from './places.mts';
import { prepareN8n } from './preparedN8n.mts';
import { takeStateFolder } from './stateFolder.mts';
import { table } from './table.mts';
import { readWorkflow, withCredential, workflowsFolder } from './workflowFile.mts';

const keyCount = 2500;
const login = { email: 'demo@example.com', password: 'Plugsurfing-1' };
const once = process.argv.includes('--once');
const started = Date.now();

function say(progress: string): void {
	const seconds = Math.round((Date.now() - started) / 1000);
	console.log(`[${String(seconds).padStart(3)} s] ${progress}`);
}

async function demo(closing: Closing): Promise<boolean> {
	takeStateFolder(demoFolder, 'The demo');
	say(`Starting the simulator with ${keyCount} charging keys in 3 fleets`);
	const simulator = await startSimulator({ keys: keyCount, fleets: 3 });
	closing.add(() => simulator.close());

	const { server, session } = await prepareN8n({
		folder: demoFolder,
		login,
		closing,
		preferredPort: 5678,
		say,
	});
	const n8nState = { isRunning: true };
	void server.ended.then(() => {
		n8nState.isRunning = false;
		closing.fail(`n8n has ended unexpectedly. Its log: ${server.logFile}`);
	});

	say('Creating the credential and the workflows');
	const n8n = new N8nApi(session);
	const credential: NewCredential = {
		name: 'Plugsurfing EMP account',
		type: 'plugsurfingEmpApi',
		data: { environment: 'custom', baseUrl: simulator.baseUrl, apiKey: simulator.apiKey },
	};
	const reference = await n8n.createCredential(credential);
	const load = (file: string) => n8n.createWorkflow(withCredential(readWorkflow(file), reference));
	const shown = 'nightly-key-export.json';
	const others = readdirSync(workflowsFolder).filter(
		(file) => file.endsWith('.json') && file !== shown,
	);
	for (const file of others) await load(file);
	const workflow = await load(shown);

	say('Running the nightly key export');
	const before = Date.now();
	const execution = await n8n.run(workflow, 'Start by hand');
	const seconds = (Date.now() - before) / 1000;
	const editor = `${server.url}/workflow/${workflow.id}`;
	if (!execution.succeeded) {
		console.error(`The export failed: ${execution.error}\nSee ${editor}`);
		return false;
	}

	const { id, fileName } = execution.binary('Export all keys');
	const csv = (await n8n.file(id)).toString('utf8');
	const csvFile = join(demoFolder, fileName);
	writeFileSync(csvFile, csv);

	if (!n8nState.isRunning) return false;
	const wrong = differences(simulator.chargingKeys, csv);
	console.log(
		table({
			'Keys in the simulator': simulator.chargingKeys.count,
			'Keys in the file': readCsv(csv).length,
			'Requests made': simulator.requestCount,
			'Seconds for the export': seconds.toFixed(1),
			'CSV file': csvFile,
			'Workflow in n8n': editor,
			'Ready-made workflows in n8n': others.length + 1,
			'Base URL for your own credential (Custom)': simulator.baseUrl,
			'API key': simulator.apiKey,
			'Status page of the simulator': `${simulator.origin}/`,
			Login: `${login.email} / ${login.password}`,
		}),
	);
	if (wrong.length === 0) console.log('Every key of the simulator is in the file, unchanged.');
	else console.error(`The file is wrong: ${wrong.join('; ')}`);
	return wrong.length === 0;
}

const closing = new Closing();
try {
	const complete = await demo(closing);
	if (once) {
		await closing.close();
		process.exit(complete ? 0 : 1);
	}
	console.log('n8n keeps running until you press Ctrl-C.');
} catch (error) {
	await closing.close();
	console.error(explain(error));
	process.exit(1);
}
