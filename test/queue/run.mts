// npm run test:queue: the tests in n8n's queue mode, with a main process, two workers and a webhook processor.
import { Failure } from '../../host/failure.mjs';
import { queueFolder } from '../../host/places.mts';
import { startQueuedN8n } from '../../host/preparedN8n.mts';
import { queueServices } from '../../host/queueServices.mts';
import { login } from '../../host/testedN8n.mts';
import { runTests } from '../../host/testRun.mts';
import { environmentFor } from '../support/queueProcesses.mts';

const services = await queueServices();
if (!services) {
	const missing =
		'The tests of queue mode need redis-server and postgresql (Debian: apt-get install redis-server postgresql).';
	// In CI, a skipped run would look like a success.
	if (process.env['CI']) throw new Failure(missing);
	console.log(`SKIPPED, no test ran. ${missing}`);
	process.exit(0);
}

await runTests({
	suite: 'queue',
	folder: queueFolder,
	label: 'The test of queue mode',
	start: async (closing) =>
		environmentFor(
			await startQueuedN8n({
				folder: queueFolder,
				services,
				login,
				closing,
				say: console.log,
			}),
		),
});
