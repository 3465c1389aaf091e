import * as echarts from 'echarts';
import type { MonthResult } from './run.mts';

const BINS = 96;

/** The month as an SVG: sessions, records without a 200, faults of the API, and when n8n was away. */
export function chartOf({ world, timeline, requests }: MonthResult): string {
	const width = (world.end - world.start) / BINS;
	const times = Array.from({ length: BINS }, (_, bin) => Math.round(world.start + bin * width));
	const inBin = (time: number, bin: number) =>
		Math.floor((time - world.start) / width) === bin ? 1 : 0;
	const count = (list: readonly { at: number }[]) =>
		times.map((time, bin) => [time, list.reduce((sum, { at }) => sum + inBin(at, bin), 0)]);

	const sessions = timeline.moments.filter(
		({ kind, what }) => kind === 'session' && what.startsWith('starts'),
	);
	const failed = requests.filter(({ status = 0 }) => status >= 400 || status === 0);
	const marks = timeline.moments.filter(
		({ kind, what }) =>
			(kind === 'n8n' && !what.includes('is back')) ||
			(kind === 'fault' && what.includes('outage begins')),
	);
	const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 960, height: 420 });
	chart.setOption({
		animation: false,
		useUTC: true,
		legend: { top: 0, itemGap: 24 },
		grid: { left: 80, right: 80, top: 64, bottom: 40 },
		xAxis: { type: 'time', min: world.start, max: world.end },
		yAxis: [
			{ type: 'value', name: 'Sessions, failed requests' },
			{ type: 'value', name: 'Backlog', splitLine: { show: false } },
		],
		series: [
			{
				name: 'Sessions started',
				type: 'bar',
				data: count(sessions),
				itemStyle: { color: '#4c78a8' },
			},
			{
				name: 'API requests failed',
				type: 'bar',
				data: count(failed),
				itemStyle: { color: '#e45756' },
			},
			{
				name: 'Records without a 200',
				type: 'line',
				yAxisIndex: 1,
				step: 'end',
				showSymbol: false,
				data: backlog(timeline.moments, times),
				itemStyle: { color: '#f2a541' },
				markLine: {
					symbol: 'none',
					label: { show: false },
					lineStyle: { color: '#888' },
					data: marks.map(({ at }) => ({ xAxis: Math.round(at) })),
				},
			},
		],
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
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
		return [time, waiting.size];
	});
}
