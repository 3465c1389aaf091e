// npm run send-event: calls a webhook as Plugsurfing does.
import { runCommand } from './commandLine.mts';
import {
	readSendEventOptions,
	report,
	reportToSimulator,
	SEND_EVENT_HELP,
	sendEvents,
} from './sendEvents.mts';

async function main(): Promise<void> {
	const options = readSendEventOptions(process.argv.slice(2), process.env);
	if (options === 'help') {
		process.stdout.write(SEND_EVENT_HELP);
		return;
	}
	const deliveries = await sendEvents(options);
	process.stdout.write(`${report(deliveries)}\n`);
	if (options.simulator !== undefined) {
		await reportToSimulator(options.simulator, options, deliveries);
	}
	const good = deliveries.every(
		({ status }) => status !== undefined && status === (options.expect ?? status),
	);
	if (!good) process.exitCode = 1;
}

runCommand(main);
