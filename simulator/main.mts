import { HELP, readCommandLine, runCommand } from './commandLine.mts';
import { startSimulator } from './simulator.mts';

async function main(): Promise<void> {
	const options = readCommandLine(process.argv.slice(2));
	if (options === 'help') {
		process.stdout.write(HELP);
		return;
	}
	const simulator = await startSimulator(options);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void simulator.close());
	}
	process.stdout.write(`Base URL  ${simulator.baseUrl}\nAPI key   ${simulator.apiKey}\n`);
	process.stdout.write(`Status    ${simulator.origin}/\n`);
	process.stdout.write(
		`${simulator.chargingKeys.count} charging keys, ${simulator.orders.count} orders, ${simulator.locations.count} locations. Stop with Ctrl-C.\n`,
	);
}

function complaint(error: unknown): string {
	if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
		const port = 'port' in error ? String(error.port) : 'asked for';
		return `The port ${port} is taken. Choose another one with --port, or omit it.`;
	}
	return error instanceof Error ? error.message : String(error);
}

runCommand(main, complaint);
