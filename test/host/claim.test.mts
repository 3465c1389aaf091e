import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { claim } from '../../host/claim.mjs';
import { exclusively } from '../../host/exclusive.mjs';
import { root } from '../../host/places.mts';

const name = () => `test ${process.pid} ${Math.random()}`;

describe('a claim', () => {
	test('is refused while somebody has it, and given again afterwards', async () => {
		const contested = name();
		const release = await claim(contested);
		expect(release).toBeDefined();
		expect(await claim(contested)).toBeUndefined();
		release?.();
		const again = await claim(contested);
		expect(again).toBeDefined();
		again?.();
	});

	test('ends with the process that had it, even when that one was killed', async () => {
		const contested = name();
		const script = `import { claim } from ${JSON.stringify(join(root, 'host', 'claim.mjs'))};
			await claim(${JSON.stringify(contested)});
			console.log('claimed');
			setInterval(() => undefined, 1000);`;
		const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
		await once(child.stdout, 'data');
		expect(await claim(contested)).toBeUndefined();
		child.kill('SIGKILL');
		await once(child, 'exit');
		const release = await claim(contested);
		expect(release).toBeDefined();
		release?.();
	});

	test('lets work of the same name wait for its turn', async () => {
		const contested = name();
		const events: string[] = [];
		const work = (label: string) => () => {
			events.push(`${label} starts`);
			return new Promise<void>((resolve) => {
				setTimeout(() => {
					events.push(`${label} ends`);
					resolve();
				}, 50);
			});
		};
		const first = exclusively(contested, work('first'));
		await new Promise(setImmediate);
		const second = exclusively(contested, work('second'), () => {
			events.push('second waits');
		});
		await Promise.all([first, second]);
		expect(events.filter((event) => event !== 'second waits')).toEqual([
			'first starts',
			'first ends',
			'second starts',
			'second ends',
		]);
		expect(events).toContain('second waits');
	});
});
