import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { capture } from '../../host/command.mts';
import { Failure } from '../../host/failure.mjs';
import { root } from '../../host/places.mts';

export const SIZE = { width: 1280, height: 720 };
const DISPLAY = ':97';
const FRAMES_PER_SECOND = 12;

/** Settings of a program whose windows are filmed. */
export const filmed: NodeJS.ProcessEnv = { ...process.env, DISPLAY };

/** A screen without a monitor, and the film of what is on it. */
export class Recording {
	private readonly began = Date.now();

	private constructor(
		private readonly screen: ChildProcess,
		private readonly camera: ChildProcess,
		private readonly file: string,
	) {}

	static async start(file: string): Promise<Recording> {
		const size = `${SIZE.width}x${SIZE.height}`;
		const screen = spawn('Xvfb', [DISPLAY, '-screen', '0', `${size}x24`], { stdio: 'ignore' });
		const socket = `/tmp/.X11-unix/X${DISPLAY.slice(1)}`;
		for (let tries = 0; !existsSync(socket); tries++) {
			if (tries > 50) throw new Failure('Xvfb did not start');
			await pause(100);
		}
		const camera = spawn(
			'ffmpeg',
			[
				...['-loglevel', 'error', '-y', '-f', 'x11grab', '-framerate', String(FRAMES_PER_SECOND)],
				...['-video_size', size, '-i', DISPLAY],
				...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file],
			],
			{ stdio: ['pipe', 'inherit', 'inherit'] },
		);
		return new Recording(screen, camera, file);
	}

	/** Seconds since the film began. */
	get seconds(): number {
		return (Date.now() - this.began) / 1000;
	}

	/** Ends the film. */
	async stop(): Promise<void> {
		if (this.camera.exitCode === null) {
			this.camera.stdin?.write('q');
			await once(this.camera, 'exit');
		}
		this.screen.kill();
	}

	/** Saves the picture at a time of the finished film. Fails if it shows nothing. */
	async still(seconds: number, file: string): Promise<void> {
		const at = ['-ss', seconds.toFixed(2), '-i', this.file];
		await capture('ffmpeg', ['-loglevel', 'error', '-y', ...at, '-frames:v', '1', file], root);
		const { channels } = await sharp(file).stats();
		if (channels.every(({ stdev }) => stdev < 5)) throw new Failure(`${file} shows nothing`);
	}
}

/** Runs a shell command in a filmed terminal that fills the screen. */
export function inTerminal(command: string, cwd: string, env: NodeJS.ProcessEnv): ChildProcess {
	const look = ['-fa', 'DejaVu Sans Mono', '-fs', '12', '-bg', 'white', '-fg', 'black'];
	const args = [...look, '-geometry', '126x37+0+0', '-e', 'bash', '-c', command];
	return spawn('xterm', args, { cwd, env: { ...filmed, ...env }, stdio: 'ignore' });
}
