import * as Plot from '@observablehq/plot';
import type { Chart, ChartAxis, ChartLine } from '../content';
import { measured, orDash, tick } from '../format';
import { isDefined } from '../statistics';
import { frame } from './frame';
import { logTicks } from './logTicks';

const colourCount = 6;

/** A colour for every name, in the order of first appearance. */
export const lineColours = (lines: readonly ChartLine[]): Map<string, string> =>
  new Map([...new Set(lines.map(({ name }) => name))].map((name, index) => [name, `var(--series-${index % colourCount})`]));

/** What an axis has room for: with a little air, and on a logarithmic one positive only. */
function domainOf(values: readonly number[], { is_logarithmic }: ChartAxis): [number, number] {
  const [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [1, 10];
  if (is_logarithmic) return [low / 1.15, high * 1.15];
  const air = 0.04 * (high - low || Math.abs(high) || 1);
  return [low >= 0 && low < 0.3 * high ? 0 : low - air, high + air];
}

/** Whole numbers, as epochs and bits are, get no ticks in between. */
const wholeTicks = (values: readonly number[], [low, high]: [number, number], ticks: number) =>
  values.every(Number.isInteger) && high - low < ticks ? Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, index) => Math.ceil(low) + index) : ticks;

/** Room for the longest label of a logarithmic axis; others are short. */
const leftMargin = ({ is_logarithmic }: ChartAxis, domain: [number, number]) =>
  Math.max(60, ...(is_logarithmic ? logTicks(...domain) : []).map((value) => 18 + 7 * tick(value).length));

const scale = (axis: ChartAxis, domain: [number, number], ticks: number | number[]) => ({
  label: axis.label,
  labelArrow: 'none' as const,
  domain,
  grid: true,
  ...(axis.is_logarithmic ? { type: 'log' as const, ticks: logTicks(...domain) } : { ticks }),
  tickFormat: (value: number) => tick(value),
});

/** Lines, broken lines and points, with bands where they have them. */
export function chartPlot(chart: Chart, width: number): Plot.PlotOptions {
  const colours = lineColours(chart.lines);
  const shown = (value: number | null | undefined, axis: ChartAxis) => (isDefined(value ?? null) && (!axis.is_logarithmic || value! > 0) ? value! : null);
  const points = chart.lines.flatMap((line, index) => line.x.map((x, place) => ({
    line,
    index,
    x: shown(x, chart.x),
    y: shown(line.y[place], chart.y),
    low: shown(line.low[place], chart.y),
    high: shown(line.high[place], chart.y),
    colour: colours.get(line.name)!,
  })));
  const xValues = points.map(({ x }) => x).filter(isDefined);
  const xDomain = domainOf(xValues, chart.x);
  const yDomain = domainOf(points.flatMap(({ y, low, high }) => [y, low, high].filter(isDefined)), chart.y);
  const drawn = (style: string) => points.filter(({ line }) => line.style === style);
  const left = leftMargin(chart.y, yDomain);
  const inner = width - left - frame.marginRight;
  const natural = inner * (yDomain[1] - yDomain[0]) / (xDomain[1] - xDomain[0]);
  const height = chart.equal_scales ? Math.min(640, Math.max(160, natural)) : Math.min(420, Math.max(260, 0.5 * width));
  return {
    ...frame,
    width: chart.equal_scales && natural > 640 ? Math.round(left + frame.marginRight + inner * 640 / natural) : width,
    height: Math.round(height) + frame.marginTop + frame.marginBottom,
    marginLeft: left,
    x: { ...scale(chart.x, xDomain, wholeTicks(xValues, xDomain, Math.max(3, width / 90))), labelAnchor: 'right' },
    y: { ...scale(chart.y, yDomain, 6), tickSize: 0 },
    marks: [
      Plot.areaY(points.filter(({ low, high }) => low !== null && high !== null), { x: 'x', y1: 'low', y2: 'high', z: 'index', fill: 'colour', fillOpacity: 0.16 }),
      Plot.line(drawn('solid'), { x: 'x', y: 'y', z: 'index', stroke: 'colour', strokeWidth: 1.9 }),
      Plot.line(drawn('dashed'), { x: 'x', y: 'y', z: 'index', stroke: 'colour', strokeWidth: 1.5, strokeDasharray: '6 4' }),
      Plot.dot(drawn('points'), { x: 'x', y: 'y', fill: 'colour', r: 3.2 }),
      Plot.tip(points, Plot.pointer({
        lineHeight: 1.4,
        x: 'x',
        y: 'y',
        title: ({ line, x, y }) => `${line.name}\n${chart.x.label} ${orDash(x, measured)}\n${chart.y.label} ${orDash(y, measured)}`,
      })),
    ],
  };
}
