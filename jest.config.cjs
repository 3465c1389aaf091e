// n8n-core logs every failure that a test provokes.
process.env.N8N_LOG_LEVEL = 'silent';

// These ship ES modules only; the tests run as CommonJS.
const ES_MODULES = ['@apidevtools/json-schema-ref-parser'];

/** @type {import('jest').Config} */
module.exports = {
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	modulePathIgnorePatterns: [
		'<rootDir>/host/n8n/',
		'<rootDir>/host/registry/',
		'<rootDir>/.demo/',
		'<rootDir>/.e2e/',
		'<rootDir>/.editor/',
		'<rootDir>/.queue/',
	],
	moduleFileExtensions: ['mts', 'ts', 'js', 'mjs', 'cjs', 'json'],
	transform: {
		'\\.m?ts$|/host/.+\\.mjs$|node_modules/@apidevtools/.+\\.js$': [
			'@swc/jest',
			{
				jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
				module: { type: 'commonjs' },
			},
		],
	},
	transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
	// Generous, so that a busy machine fails no test: nothing here is a measurement.
	testTimeout: 30_000,
	maxWorkers: 2,
};
