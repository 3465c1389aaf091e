// Loaded into n8n before it starts (node --import): when the process that started it is gone, however it went, its end
// of this pipe closes, and n8n must not live on.
import { setTimeout } from 'node:timers';
import { isMainThread } from 'node:worker_threads';

const graceSeconds = 10;

// It is loaded into n8n's threads, too, whose stdin is none.
if (isMainThread) {
	process.stdin.on('close', () => {
		process.kill(process.pid, 'SIGTERM');
		setTimeout(() => process.kill(-process.pid, 'SIGKILL'), graceSeconds * 1000).unref();
	});
	process.stdin.resume();
	process.stdin.unref();
}
