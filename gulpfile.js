'use strict';

const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');

const run = promisify(execFile);

function clean() {
	return rm('dist', { recursive: true, force: true });
}
clean.description = 'Remove dist, so that no files of an earlier build are published';

async function compile() {
	const compiler = require.resolve('typescript/bin/tsc');
	await run(process.execPath, [compiler, '--project', 'tsconfig.json']).catch((failure) => {
		throw new Error(`TypeScript reported errors:\n${failure.stdout}`);
	});
}
compile.displayName = 'tsc';
compile.description = 'Compile nodes and credentials';

function copy(name, description, pattern) {
	const task = () => src(pattern, { base: '.', encoding: false }).pipe(dest('dist'));
	return Object.assign(task, { displayName: name, description });
}

const icons = copy('icons', 'Copy the icons', 'nodes/**/*.svg');
const codex = copy('codex', 'Copy the metadata for the node search', 'nodes/**/*.node.json');
const schemas = copy('schemas', 'Copy the output schemas', 'nodes/**/__schema__/**/*.json');

exports.clean = clean;
exports.build = series(clean, parallel(compile, icons, codex, schemas));
exports.default = exports.build;
