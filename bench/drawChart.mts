import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { median } from './figures.mts';

/** A bar chart with a dot for each round. */
export interface Chart {
	/** Unit of the figures, such as `Seconds`. */
	unit: string;
	bars: { name: string; rounds: number[] }[];
	/** A line across the bars. */
	floor?: { name: string; value: number };
}

/** Readable on GitHub's backgrounds; the picture is transparent. */
const colours = {
	light: { text: '#1f2328', grid: '#d1d9e0', bar: '#8c959f', ours: '#0969da', dot: '#1f2328' },
	dark: { text: '#f0f6fc', grid: '#3d444d', bar: '#656c76', ours: '#4493f8', dot: '#f0f6fc' },
};

/** Draws the medians as bars and each round as a dot, as SVG. */
export async function drawChart(
	{ unit, bars, floor }: Chart,
	theme: keyof typeof colours,
): Promise<string> {
	const { text, grid, bar, ours, dot } = colours[theme];
	const y = {
		field: 'name',
		type: 'nominal',
		sort: null,
		title: null,
		axis: { ticks: false, domain: false, labelPadding: 8, labelLimit: 800 },
	} as const;
	const most = Math.max(...bars.flatMap(({ rounds }) => rounds));
	// Text that starts near the right edge would be cut off.
	const floorText =
		floor && floor.value > most / 2
			? { align: 'right' as const, dx: -4 }
			: { align: 'left' as const, dx: 4 };
	const spec: TopLevelSpec = {
		width: 420,
		height: { step: 34 },
		padding: 8,
		background: 'transparent',
		layer: [
			{
				data: {
					values: bars.map(({ name, rounds }) => ({
						name,
						value: median(rounds),
						isOurs: name.includes('(this package)'),
					})),
				},
				mark: { type: 'bar', height: { band: 0.6 } },
				encoding: {
					y,
					x: { field: 'value', type: 'quantitative', title: unit, scale: { zero: true } },
					color: {
						field: 'isOurs',
						type: 'nominal',
						scale: { domain: [true, false], range: [ours, bar] },
						legend: null,
					},
				},
			},
			{
				data: {
					values: bars.flatMap(({ name, rounds }) => rounds.map((value) => ({ name, value }))),
				},
				mark: { type: 'point', filled: true, size: 26, color: dot, opacity: 0.8 },
				encoding: { y, x: { field: 'value', type: 'quantitative' } },
			},
			...(floor
				? [
						{
							data: { values: [{ value: floor.value, label: floor.name }] },
							encoding: { x: { field: 'value', type: 'quantitative' as const } },
							layer: [
								{ mark: { type: 'rule' as const, color: text, strokeDash: [4, 3] } },
								{
									mark: {
										type: 'text' as const,
										...floorText,
										baseline: 'bottom' as const,
										y: -2,
										color: text,
									},
									encoding: { text: { field: 'label' } },
								},
							],
						},
					]
				: []),
		],
		config: {
			font: '-apple-system, "Segoe UI", Helvetica, Arial, sans-serif',
			axis: {
				labelColor: text,
				titleColor: text,
				gridColor: grid,
				labelFontSize: 12,
				titleFontSize: 12,
				titleFontWeight: 'normal',
			},
			text: { fontSize: 12 },
			view: { stroke: null },
		},
	};
	return `${await new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG()}\n`;
}
