import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { n8nFolder } from '../host/places.mts';
import { textAt } from '../host/shape.mts';
import type { Laboratory } from './laboratory.mts';
import { count } from './markdown.mts';
import { median } from './median.mts';

/** Where and with what was measured, in a line. */
export function machine({ installation, packed }: Laboratory): string {
	const cores = cpus();
	const heap = Number(
		execFileSync(installation.node, [
			'-p',
			'require("node:v8").getHeapStatistics().heap_size_limit',
		]).toString(),
	);
	const node = execFileSync(installation.node, ['--version']).toString().trim();
	const n8n: unknown = JSON.parse(
		readFileSync(join(n8nFolder, 'node_modules', 'n8n', 'package.json'), 'utf8'),
	);
	return [
		`${packed.name} ${packed.version}`,
		`n8n ${textAt(n8n, 'version')} on Node ${node} with its default heap (${count(Math.round(heap / 1e6))} MB at most)`,
		`${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${count(Math.round(totalmem() / 1e6))} MB of memory`,
		process.platform,
	].join('; ');
}

/** What other programs took of the machine meanwhile. */
export function disturbance(shares: readonly number[]): string {
	const percent = (share: number) => `${Math.round(share * 100)} %`;
	if (shares.length === 0) return 'other programs not watched';
	return `other programs took ${percent(median(shares))} of the processor (median; ${percent(Math.max(...shares))} in the worst round)`;
}
