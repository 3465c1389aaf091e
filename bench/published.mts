import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFormattedJson } from '../host/formattedJson.mts';
import { root } from '../host/places.mts';
import { markdownTable } from '../host/markdown.mts';
import { drawChart, type Chart } from './drawChart.mts';

/** The target of a case: a ratio of two figures of the same run. */
export interface Target {
	/** Letter of the target in its issue. */
	letter: string;
	what: string;
	atMost: number;
	reached: number;
}

/** The figures of a case in docs/benchmarks.json. */
export interface Figures {
	date: string;
	/** The machine, its load, and the number of rounds. */
	conditions: string;
	targets: Target[];
	chart?: Chart;
}

const docs = join(root, 'docs');
const document = join(docs, 'benchmarks.md');
const data = join(docs, 'benchmarks.json');
const targetsMarker = '<!-- targets -->';

function readFigures(): Record<string, Figures> {
	return JSON.parse(readFileSync(data, 'utf8')) as Record<string, Figures>;
}

/** Updates a case in docs/: its section, figures, chart, and the table of targets. */
export async function publish(
	name: string,
	title: string,
	text: string,
	figures: Figures,
): Promise<void> {
	await writeFormattedJson(data, { ...readFigures(), [name]: figures });
	const picture = figures.chart ? `\n${pictureOf(name, title)}\n` : '';
	const section = `## ${title}\n\n\`npm run bench -- ${name}\`\n${picture}\n${text}\n`;
	const sections = readFileSync(document, 'utf8').split(/^(?=## )/m);
	const place = sections.findIndex((one) => one.includes(`\n\`npm run bench -- ${name}\`\n`));
	if (place < 0) sections.push(`\n${section}`);
	else sections[place] = place === sections.length - 1 ? section : `${section}\n`;
	writeFileSync(document, sections.join(''));
	await draw();
}

/** Redraws all charts and the table of targets from the figures. */
export async function draw(): Promise<void> {
	const all = readFigures();
	for (const [name, { chart }] of Object.entries(all)) {
		if (!chart) continue;
		for (const theme of ['light', 'dark'] as const) {
			writeFileSync(join(docs, 'pictures', file(name, theme)), await drawChart(chart, theme));
		}
	}
	const rows = Object.entries(all)
		.flatMap(([name, { date, targets }]) => targets.map((target) => ({ ...target, name, date })))
		.sort((a, b) => a.letter.localeCompare(b.letter))
		.map(({ letter, name, what, reached, atMost, date }) => [
			`${letter}. ${what} (\`${name}\`)`,
			reached.toFixed(2),
			atMost.toFixed(2),
			reached <= atMost ? 'yes' : `no: ${Math.round((reached / atMost - 1) * 100)} % more`,
			date,
		]);
	const table = markdownTable(['', 'Reached', 'At most', 'Met', 'Measured'], rows);
	const [before = '', , after = ''] = readFileSync(document, 'utf8').split(targetsMarker);
	const replaced = `${targetsMarker}\n\n${table}\n\n${targetsMarker}`;
	writeFileSync(document, before + replaced + after);
}

function file(name: string, theme: 'light' | 'dark'): string {
	return `benchmark-${name}-${theme}.svg`;
}

function pictureOf(name: string, title: string): string {
	return [
		'<picture>',
		`  <source media="(prefers-color-scheme: dark)" srcset="pictures/${file(name, 'dark')}">`,
		`  <img src="pictures/${file(name, 'light')}" alt="${title}: the figures of the table as bars">`,
		'</picture>',
	].join('\n');
}
