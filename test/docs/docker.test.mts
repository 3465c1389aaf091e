import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { n8nFolder, root } from '../../host/places.mts';
import { queueSettings } from '../../host/queueServices.mts';
import { at, objectAt, textAt } from '../../host/shape.mts';

const folder = join(root, 'docker');
const read = (file: string) => readFileSync(file, 'utf8');
const json = (file: string): unknown => JSON.parse(read(file));
const dockerfile = read(join(folder, 'Dockerfile'));

/** The settings that the tests of queue mode run with. */
const tested = queueSettings(
	{ port: 5432, database: 'n8n', user: 'n8n', password: '' },
	{ port: 6379, password: '' },
);

describe.each([
	{ file: 'compose.yaml', page: 'docker.md', services: ['n8n', 'postgres'] },
	{ file: 'queue-mode.yaml', page: 'queue-mode.md', services: ['n8n', 'postgres', 'redis'] },
])('$file', ({ file, page, services: names }) => {
	const text = read(join(folder, file));
	/** What Docker Compose makes of the file. */
	const compose: unknown = parse(text, { merge: true });
	const services = objectAt(compose, 'services');
	const environment = objectAt(services, 'n8n', 'environment');

	test('has the settings of the tests', () => {
		const same = Object.keys(tested).filter((name) =>
			/^(DB_TYPE|DB_POSTGRESDB_(PORT|DATABASE|USER)|QUEUE_BULL_REDIS_PORT|EXECUTIONS_MODE)$/.test(
				name,
			),
		);
		for (const name of same.filter((each) => file === 'queue-mode.yaml' || each.startsWith('DB_')))
			expect(environment).toHaveProperty(name, tested[name]);
	});

	test('lets n8n 3 load the package and does not hide it behind a volume', () => {
		expect(environment['N8N_UNVERIFIED_PACKAGES_ENABLED']).toBe('true');
		expect(services['n8n']).not.toHaveProperty('volumes');
	});

	test('uses its services as hosts and declares the volumes of those with data', () => {
		const hosts = Object.keys(environment).filter((name) => name.endsWith('_HOST'));
		expect(hosts.map((name) => textAt(environment, name))).toEqual(names.slice(1));
		const volumes = names.slice(1).map((name) => textAt(services, name, 'volumes', 0));
		expect(volumes.map((volume) => volume.split(':')[0])).toEqual(
			Object.keys(objectAt(compose, 'volumes')),
		);
	});

	test('has a page with all its variables', () => {
		const documentation = read(join(root, 'docs', page));
		for (const [, variable = ''] of text.matchAll(/\$\{(\w+)/g))
			expect(documentation).toContain(`\`${variable}\``);
	});
});

test('main process and workers of queue mode have the same settings', () => {
	const compose: unknown = parse(read(join(folder, 'queue-mode.yaml')), { merge: true });
	const main = objectAt(compose, 'services', 'n8n', 'environment');
	expect(Object.keys(main)).toEqual(expect.arrayContaining(Object.keys(tested)));
	expect(at(compose, 'services', 'worker')).toMatchObject({
		environment: main,
		command: 'worker',
		deploy: { replicas: 2 },
	});
});

test('the image has the n8n of the tests, and this package where n8n looks for it', () => {
	const n8n = textAt(json(join(n8nFolder, 'package.json')), 'dependencies', 'n8n');
	expect(dockerfile).toContain(`ARG N8N_VERSION=${n8n}\n`);
	expect(dockerfile).toContain('--prefix /home/node/.n8n/nodes ');
});

test('only tarballs get into the image, because .env has secrets', () => {
	expect(read(join(folder, '.dockerignore'))).toBe('*\n!*.tgz\n');
});
