// Loaded into n8n before it starts (node --import). Ends n8n when the pipe closes, because the process that
// started it has ended, even if it was killed.
import { setTimeout } from 'node:timers';
import { isMainThread } from 'node:worker_threads';

const graceSeconds = 10;

// It is also loaded into n8n's threads, which have no such stdin.
if (isMainThread) {
	process.stdin.on('close', () => {
		process.kill(process.pid, 'SIGTERM');
		setTimeout(() => process.kill(-process.pid, 'SIGKILL'), graceSeconds * 1000).unref();
	});
	process.stdin.resume();
	process.stdin.unref();
}
