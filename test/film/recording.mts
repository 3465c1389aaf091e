import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { capture } from '../../host/command.mts';
import { Failure } from '../../host/failure.mjs';
import { root } from '../../host/places.mts';

export const SIZE = { width: 1280, height: 720 };
const DISPLAY = ':97';
const FRAMES_PER_SECOND = 12;
/** A terminal that fills the screen. */
const TERMINAL = [
	...['-fa', 'DejaVu Sans Mono', '-fs', '12', '-bg', 'white', '-fg', 'black'],
	...['-geometry', '126x37+0+0'],
];
/** Size of the compared pictures, and the maximum average difference of their grey values (0 to 255). */
const COMPARED = { width: 320, height: 180 };
const MAX_DIFFERENCE = 10;

/** A screen without a monitor, and the film of what is on it. */
export class Recording {
	private readonly began = Date.now();

	private constructor(
		private readonly screen: ChildProcess,
		private readonly camera: ChildProcess,
		private readonly file: string,
	) {}

	static async start(file: string): Promise<Recording> {
		const { width, height } = SIZE;
		const screen = spawn('Xvfb', [DISPLAY, '-screen', '0', `${width}x${height}x24`], {
			stdio: 'ignore',
		});
		const socket = `/tmp/.X11-unix/X${DISPLAY.slice(1)}`;
		for (let tries = 0; !existsSync(socket); tries++) {
			if (tries > 50) throw new Failure('Xvfb did not start');
			await pause(100);
		}
		const camera = spawn(
			'ffmpeg',
			[
				...['-loglevel', 'error', '-y', '-f', 'x11grab', '-framerate', String(FRAMES_PER_SECOND)],
				...['-video_size', `${width}x${height}`, '-i', DISPLAY],
				...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file],
			],
			{ stdio: ['pipe', 'inherit', 'inherit'] },
		);
		return new Recording(screen, camera, file);
	}

	/** Settings of a program whose windows are filmed. */
	get environment(): NodeJS.ProcessEnv {
		return { ...process.env, DISPLAY };
	}

	/** Seconds since the film began. */
	get seconds(): number {
		return (Date.now() - this.began) / 1000;
	}

	/** Runs a command in a terminal that fills the screen, and closes it a moment after the command has ended. */
	async inTerminal(
		command: string,
		{ cwd, env }: { cwd: string; env?: Record<string, string> },
	): Promise<void> {
		const terminal = spawn(
			'xterm',
			[
				...[...TERMINAL, '-e', 'bash', '-c'],
				`echo '$ ${command}'; ${command}; code=$?; sleep 3; exit $code`,
			],
			{ cwd, env: { ...this.environment, ...env }, stdio: 'ignore' },
		);
		const [code] = (await once(terminal, 'exit')) as [number];
		if (code !== 0) throw new Failure(`${command} ended with ${code}`);
	}

	/** Shows how a file grows, until the returned function is called. */
	showEndOf(file: string): () => void {
		const terminal = spawn('xterm', [...TERMINAL, '-e', 'tail', '-F', file], {
			env: this.environment,
			stdio: 'ignore',
		});
		return () => terminal.kill();
	}

	/** Ends the film. */
	async stop(): Promise<void> {
		if (this.camera.exitCode === null) {
			this.camera.stdin?.write('q');
			await once(this.camera, 'exit');
		}
		this.screen.kill();
	}

	/** The picture at a time of the finished film. */
	async still(seconds: number, file: string): Promise<void> {
		await capture(
			'ffmpeg',
			[
				...['-loglevel', 'error', '-y', '-ss', seconds.toFixed(2)],
				...['-i', this.file, '-frames:v', '1', file],
			],
			root,
		);
	}
}

function small(picture: sharp.Sharp): Promise<Buffer> {
	return picture
		.resize({ ...COMPARED, fit: 'fill' })
		.greyscale()
		.raw()
		.toBuffer();
}

/** Fails unless a still of the film shows what the page, below the browser's bars, showed then. */
export async function expectSame(still: string, page: Buffer): Promise<void> {
	const { width, height } = await sharp(page).metadata();
	const part = sharp(still).extract({ left: 0, top: SIZE.height - height, width, height });
	const [filmed, shown] = await Promise.all([
		small(sharp(await part.toBuffer())),
		small(sharp(page)),
	]);
	const sum = filmed.reduce(
		(total, grey, index) => total + Math.abs(grey - (shown[index] ?? 0)),
		0,
	);
	const apart = sum / filmed.length;
	if (apart > MAX_DIFFERENCE) throw new Failure(`${still} is not what the page showed (${apart})`);
}

/** Fails if a picture shows nothing. */
export async function expectContent(still: string): Promise<void> {
	const { channels } = await sharp(still).stats();
	const most = Math.max(...channels.map(({ stdev }) => stdev));
	if (most < 5) throw new Failure(`${still} shows nothing`);
}
