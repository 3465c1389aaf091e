'use strict';

const { compileFunction } = require('node:vm');
const JestRuntime = require('jest-runtime').default;
const { esModules } = require('./esModules.cjs');

/** n8n-core requires the built package, which tests mock and need fresh in each file. */
const FRESH = new RegExp(`/node_modules/(n8n-core/dist|${esModules})/`);

/**
 * Loads packages once per worker instead of once per test file, which takes longer than most files run. The files of
 * this repository are loaded anew for each test file, as usual.
 *
 * This relies on the internals of the pinned version of Jest. If they change, delete the settings `runtime` and
 * `testEnvironment` from jest.config.cjs: all tests pass without, in twice the time.
 */
module.exports = class extends JestRuntime {
	constructor(...args) {
		super(...args);
		const { executor } = this;
		executor.compile = (source, filename) =>
			compileFunction(source, executor.injectedModuleParameters, { filename });
	}

	requireModule(from, name, options, isRequireActual) {
		const path = options?.isInternalModule ? undefined : this.packageFile(from, name);
		if (path === undefined) return super.requireModule(from, name, options, isRequireActual);
		return require(path);
	}

	/** The file that a package's name leads to; undefined for anything but a shared package. */
	packageFile(from, name) {
		if (!name || /^[./]|^[A-Z]:/.test(name) || this._resolution.isCoreModule(name)) return;
		const path = this._resolution.resolveCjs(from, name);
		const posix = path.replaceAll('\\', '/');
		return posix.includes('/node_modules/') && !FRESH.test(posix) ? path : undefined;
	}
};
