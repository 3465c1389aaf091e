// node .ci/testCount.mjs <failed steps> [jest result.json ...]: adds up the tests that really ran, and fails unless
// all of them passed. A step that failed without a failing test (lint, say) counts as one failure.
import { readFileSync } from 'node:fs';

const [failedSteps, ...files] = process.argv.slice(2);
const results = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
const sum = (field) => results.reduce((total, result) => total + result[field], 0);

const passed = sum('numPassedTests');
// A test file that does not even load has no tests to count, but is a failure all the same.
const failed = sum('numFailedTests') + sum('numRuntimeErrorTestSuites') || Number(failedSteps);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
