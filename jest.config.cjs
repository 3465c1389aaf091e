// n8n-core logs every failure that a test provokes.
process.env.N8N_LOG_LEVEL = 'silent';

// These ship ES modules only; the tests run as CommonJS. The last two belong to older versions of n8n.
const ES_MODULES = ['@apidevtools/json-schema-ref-parser', 'p-retry', 'is-network-error'].join('|');

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
	],
	moduleFileExtensions: ['mts', 'ts', 'js', 'mjs', 'cjs', 'json'],
	transform: {
		[`\\.m?ts$|/host/.+\\.mjs$|/node_modules/(${ES_MODULES})/.+\\.js$`]: [
			'@swc/jest',
			{
				jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
				module: { type: 'commonjs' },
			},
		],
	},
	transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES})/)`],
	// Generous, so that a busy machine fails no test: nothing here is a measurement.
	testTimeout: 30_000,
	maxWorkers: 2,
};
