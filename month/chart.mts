import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { MonthResult } from './run.mts';
import type { Moment } from './timeline.mts';

const BINS = 96;
const DAY = 24 * 3_600_000;
const THEMES = {
	light: { paper: 'white', ink: '#333333', grid: '#dddddd' },
	dark: { paper: '#1f1f23', ink: '#dddddd', grid: '#44444a' },
};
const COLOURS = {
	'Sessions started': '#4c78a8',
	'API requests failed': '#e45756',
	'Records without a 200': '#f2a541',
};

/** The month as an SVG: sessions, records without a 200, faults of the API, and when n8n was away. */
export async function chartOf(
	{ world, timeline, requests }: Pick<MonthResult, 'world' | 'timeline' | 'requests'>,
	theme: keyof typeof THEMES,
): Promise<string> {
	const { paper, ink, grid } = THEMES[theme];
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
			(kind === 'n8n' && !/ back$|unlocked$/.test(what)) ||
			(kind === 'fault' && what.includes('outage begins')),
	);
	const x = { field: 'time', type: 'temporal', scale: { type: 'utc' }, title: 'UTC' } as const;
	const isLong = world.end - world.start > 4 * DAY;
	const axis = {
		format: isLong ? '%d %b' : '%d %b %H:%M',
		labelOverlap: true,
		...(isLong ? { tickCount: { interval: 'day' as const, step: 1 } } : {}),
	};
	const bars = (series: keyof typeof COLOURS, list: readonly { at: number }[], size: number) => ({
		data: { values: count(series, list) },
		mark: { type: 'bar', width: size } as const,
		encoding: {
			x: { ...x, axis },
			y: { field: 'value', type: 'quantitative', title: 'Sessions, failed requests' } as const,
			color: {
				field: 'series',
				type: 'nominal',
				title: null,
				scale: { domain: Object.keys(COLOURS), range: Object.values(COLOURS) },
				legend: { orient: 'top', labelLimit: 0 },
			} as const,
		},
	});
	const label = (isLast: boolean) => ({
		transform: [{ filter: `datum.isLast === ${isLast}` }],
		mark: {
			...({ type: 'text', angle: 90, align: 'left', dx: 4, fontSize: 9, color: ink } as const),
			// At the right edge a label stands on the left of its line.
			...(isLast
				? ({ baseline: 'top', dy: 3 } as const)
				: ({ baseline: 'bottom', dy: -2 } as const)),
		},
		encoding: { y: { value: 0 }, text: { field: 'what' } } as const,
	});
	const spec: TopLevelSpec = {
		width: 820,
		height: 320,
		padding: 8,
		background: paper,
		config: {
			axis: {
				...{ domainColor: ink, tickColor: ink, labelColor: ink, titleColor: ink },
				gridColor: grid,
			},
			legend: { labelColor: ink },
			view: { stroke: grid },
		},
		resolve: { scale: { y: 'independent' } },
		layer: [
			{
				layer: [
					bars('Sessions started', sessions, 6),
					// Narrower, so that both can be read.
					bars('API requests failed', failed, 3),
				],
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
				data: { values: labels(marks, world, width) },
				encoding: { x },
				layer: [
					{ mark: { type: 'rule', color: ink, opacity: 0.6, strokeDash: [4, 3] } },
					label(false),
					label(true),
				],
			},
		],
	};
	return `${await new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG()}\n`;
}

/** One label for what happens at about the same time, so that labels do not cover each other. */
function labels(marks: readonly Moment[], world: MonthResult['world'], width: number) {
	const merged: { time: number; what: string; isLast: boolean }[] = [];
	for (const { at, what } of marks) {
		const previous = merged.at(-1);
		if (previous && at - previous.time < 1.5 * width) previous.what += `, ${what}`;
		else merged.push({ time: Math.round(at), what, isLast: world.end - at < 2 * width });
	}
	return merged;
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
