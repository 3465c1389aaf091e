// npm run test:e2e: the end-to-end tests, against a real n8n with the packed package in it.
import { e2eFolder } from '../../host/places.mts';
import { runTests } from '../../host/testRun.mts';

await runTests({ suite: 'e2e', folder: e2eFolder, label: 'The end-to-end test' });
