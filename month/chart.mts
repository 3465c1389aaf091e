import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { MonthResult } from './run.mts';

const BINS = 96;
const COLOURS = {
	'Sessions started': '#4c78a8',
	'API requests failed': '#e45756',
	'Records without a 200': '#f2a541',
};

/** The month as an SVG: sessions, records without a 200, faults of the API, and when n8n was away. */
export async function chartOf({ world, timeline, requests }: MonthResult): Promise<string> {
	const width = (world.end - world.start) / BINS;
	const times = Array.from({ length: BINS }, (_, bin) => Math.round(world.start + bin * width));
	const count = (series: keyof typeof COLOURS, list: readonly { at: number }[]) => {
		const bins = times.map((time) => ({ series, time, value: 0 }));
		for (const { at } of list) {
			const bin = bins[Math.floor((at - world.start) / width)];
			if (bin) bin.value += 1;
		}
		return bins;
	};
	const sessions = timeline.moments.filter(
		({ kind, what }) => kind === 'session' && what.startsWith('starts'),
	);
	const failed = requests.filter(({ status = 0 }) => status >= 400 || status === 0);
	const marks = timeline.moments.filter(
		({ kind, what }) =>
			(kind === 'n8n' && !what.includes('is back')) ||
			(kind === 'fault' && what.includes('outage begins')),
	);
	const x = { field: 'time', type: 'temporal', scale: { type: 'utc' }, title: null } as const;
	const spec: TopLevelSpec = {
		width: 820,
		height: 320,
		padding: 8,
		background: 'white',
		resolve: { scale: { y: 'independent' } },
		layer: [
			{
				data: {
					values: [...count('Sessions started', sessions), ...count('API requests failed', failed)],
				},
				mark: { type: 'bar', width: 6 },
				encoding: {
					x,
					y: { field: 'value', type: 'quantitative', title: 'Sessions, failed requests' },
					color: {
						field: 'series',
						type: 'nominal',
						title: null,
						scale: { domain: Object.keys(COLOURS), range: Object.values(COLOURS) },
						legend: { orient: 'top', labelLimit: 0 },
					},
				},
			},
			{
				data: {
					values: backlog(timeline.moments, times).map((point) => ({
						series: 'Records without a 200',
						...point,
					})),
				},
				mark: { type: 'line', interpolate: 'step-after' },
				encoding: {
					x,
					y: {
						field: 'value',
						type: 'quantitative',
						title: 'Records without a 200',
						axis: { grid: false, orient: 'right' },
					},
					color: { field: 'series', type: 'nominal' },
				},
			},
			{
				data: { values: marks.map(({ at }) => ({ time: Math.round(at) })) },
				mark: { type: 'rule', color: '#888', strokeDash: [4, 3] },
				encoding: { x },
			},
		],
	};
	return `${await new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG()}\n`;
}

/** How many records wait for a 200 at each time. */
function backlog(moments: MonthResult['timeline']['moments'], times: readonly number[]) {
	const waiting = new Set<string>();
	const records = moments.filter(({ kind }) => kind === 'record');
	let next = 0;
	return times.map((time) => {
		for (let moment = records[next]; moment && moment.at <= time; moment = records[++next]) {
			if (moment.what.startsWith('200')) waiting.delete(moment.subject);
			else if (moment.what.startsWith('of session')) waiting.add(moment.subject);
		}
		return { time, value: waiting.size };
	});
}
