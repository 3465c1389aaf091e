const { esModules } = require('./test/environment/esModules.cjs');

// n8n-core would log every error that a test provokes.
process.env.N8N_LOG_LEVEL = 'silent';

/** @type {import('jest').Config} */
module.exports = {
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	modulePathIgnorePatterns: [
		'<rootDir>/host/n8n/',
		'<rootDir>/test/compatibility/n8n-',
		'<rootDir>/.demo/',
		'<rootDir>/.e2e/',
		'<rootDir>/.editor/',
		'<rootDir>/.queue/',
		'<rootDir>/.month/',
		'<rootDir>/.film/',
		'<rootDir>/.mutation/',
	],
	moduleFileExtensions: ['mts', 'ts', 'js', 'mjs', 'cjs', 'json'],
	// The tests run as CommonJS.
	transform: {
		[`\\.m?ts$|/host/.+\\.mjs$|/node_modules/${esModules}/.+\\.js$`]: [
			'@swc/jest',
			{
				jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
				module: { type: 'commonjs' },
			},
		],
	},
	transformIgnorePatterns: [`/node_modules/(?!${esModules}/)`],
	// Generous, so that no test fails on a busy machine.
	testTimeout: 30_000,
	// Faster than Jest's default.
	testEnvironment: '<rootDir>/test/environment/environment.cjs',
	runtime: '<rootDir>/test/environment/runtime.cjs',
	maxWorkers: 2,
};
