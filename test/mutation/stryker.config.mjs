/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	plugins: ['@stryker-mutator/jest-runner'],
	testRunner: 'jest',
	jest: {
		projectType: 'custom',
		configFile: 'test/mutation/jest.config.cjs',
		// The tests load the built package, so Jest cannot tell which ones belong to a file.
		enableFindRelatedTests: false,
	},
	coverageAnalysis: 'perTest',
	// The tests find the package, its dependencies and the simulator by their places.
	inPlace: true,
	disableTypeChecks: false,
	// A second run tests only what has changed, and another file is added to the report.
	incremental: true,
	buildCommand: 'npx tsc --noCheck',
	concurrency: 1,
	timeoutMS: 5000,
	allowEmpty: false,
	reporters: ['clear-text', 'progress-append-only', 'json'],
	clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
	jsonReporter: { fileName: '.mutation/report.json' },
	tempDirName: '.mutation/temp',
};
