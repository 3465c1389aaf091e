import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { n8nFolder, root } from '../../host/places.mts';
import { queueSettings } from '../../host/queueSettings.mts';
import { arrayAt, at, objectAt, textAt } from '../../host/shape.mts';

const folder = join(root, 'docs', 'queue-mode');
const read = (file: string) => readFileSync(file, 'utf8');
const json = (file: string): unknown => JSON.parse(read(file));

/** What Docker Compose makes of the file. */
const compose: unknown = parse(read(join(folder, 'compose.yaml')), { merge: true });
const page = read(join(root, 'docs', 'queue-mode.md'));
const dockerfile = read(join(folder, 'Dockerfile'));

test('main process and workers have the settings that the tests of queue mode run with, and the same', () => {
	const tested = queueSettings(
		{ port: 5432, database: 'n8n', user: 'n8n', password: '' },
		{ port: 6379, password: '' },
	);
	const main = objectAt(compose, 'services', 'n8n', 'environment');
	expect(Object.keys(main)).toEqual(expect.arrayContaining(Object.keys(tested)));
	for (const name of [
		...['EXECUTIONS_MODE', 'DB_TYPE', 'DB_POSTGRESDB_PORT', 'DB_POSTGRESDB_DATABASE'],
		...['DB_POSTGRESDB_USER', 'QUEUE_BULL_REDIS_PORT'],
	]) {
		expect(main[name]).toBe(tested[name]);
	}
	expect(at(compose, 'services', 'worker', 'environment')).toEqual(main);
	expect(at(compose, 'services', 'worker', 'deploy', 'replicas')).toBe(2);
	expect(at(compose, 'services', 'worker', 'command')).toBe('worker');
});

test('the hosts that the settings name are services, and what is kept is declared', () => {
	const environment = objectAt(compose, 'services', 'n8n', 'environment');
	const services = objectAt(compose, 'services');
	for (const name of ['DB_POSTGRESDB_HOST', 'QUEUE_BULL_REDIS_HOST']) {
		expect(services).toHaveProperty([textAt(environment, name)]);
	}
	const volumes = ['postgres', 'redis'].map((name) => textAt(services, name, 'volumes', 0));
	expect(volumes.map((volume) => volume.split(':')[0])).toEqual(
		Object.keys(objectAt(compose, 'volumes')),
	);
});

test('health checks are lists of texts', () => {
	for (const service of ['n8n', 'postgres', 'redis']) {
		const words = arrayAt(compose, 'services', service, 'healthcheck', 'test');
		expect(words.map((word) => typeof word)).toEqual(words.map(() => 'string'));
	}
});

test('the page says what to set', () => {
	const variables = read(join(folder, 'compose.yaml')).matchAll(/\$\{(\w+)/g);
	for (const name of new Set(Array.from(variables, ([, variable = '']) => variable))) {
		expect(page).toContain(`\`${name}\``);
	}
});

test('the image has the n8n that the tests run, and this package where n8n looks for it', () => {
	const n8n = textAt(json(join(n8nFolder, 'package.json')), 'dependencies', 'n8n');
	expect(dockerfile).toContain(`ARG N8N_VERSION=${n8n}\n`);
	const name = textAt(json(join(root, 'package.json')), 'name');
	expect(dockerfile).toContain(`${name}@\${PLUGSURFING_EMP_VERSION}`);
	expect(dockerfile).toContain('--prefix /home/node/.n8n/nodes ');
});
