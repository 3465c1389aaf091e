import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../host/places.mts';

const preload = pathToFileURL(join(root, 'month', 'clockAhead.mjs')).href;

test('an hour goes by for a process when the file says so', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'clock-ahead-'));
	const file = join(folder, 'hours.txt');
	writeFileSync(file, '0');
	const program = 'setInterval(() => console.log(Date.now()), 50)';
	const child = spawn(process.execPath, ['--import', preload, '-e', program], {
		env: { ...process.env, MONTH_HOURS_AHEAD: file },
	});
	const hoursAhead = async () => {
		const printed: unknown[] = await once(child.stdout, 'data');
		const last = Number(String(printed[0]).trim().split('\n').at(-1));
		return Math.round((last - Date.now()) / 3_600_000);
	};
	try {
		expect(await hoursAhead()).toBeCloseTo(0);
		writeFileSync(file, '1');
		let hours = 0;
		while (hours === 0) hours = await hoursAhead();
		expect(hours).toBe(1);
	} finally {
		child.kill();
		rmSync(folder, { recursive: true });
	}
});
