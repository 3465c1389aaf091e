// Loaded into a server before it starts (node --import): when the process that started it is gone, however it went, its end
// of this pipe closes, and the server must not live on.
import { setTimeout } from 'node:timers';
import { isMainThread } from 'node:worker_threads';

const graceSeconds = 10;

// Its worker threads load this, too.
if (isMainThread) {
	process.stdin.on('close', () => {
		process.kill(process.pid, 'SIGTERM');
		setTimeout(() => process.kill(-process.pid, 'SIGKILL'), graceSeconds * 1000).unref();
	});
	process.stdin.resume();
	process.stdin.unref();
}
