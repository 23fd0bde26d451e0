import * as Plot from '@observablehq/plot';
import type { CurvePoint } from '../curve';
import type { Format } from '../format';
import { tick } from '../format';
import type { Series } from '../series';
import { frame } from './frame';
import { logTicks } from './logTicks';

/** One curve of a series: solid, or dashed. */
export interface Line {
  series: Series;
  /** What the curve is, as in "test loss". */
  name: string;
  dashed: boolean;
  points: CurvePoint[];
}

export interface LinesOptions {
  x: string;
  y: string;
  log: boolean;
  /** Whether the horizontal axis starts at zero. */
  fromZero: boolean;
  format: Format;
  width: number;
}

/** Above so many epochs only the last one carries its series' marker. */
const markedEpochs = 30;

/** Curves with a band of one standard deviation; where a value is undefined the line has a gap. */
export function linesPlot(lines: readonly Line[], { x, y, log, fromZero, format, width }: LinesOptions): Plot.PlotOptions {
  // A logarithm has no place for what is not positive: such values are gaps there.
  const shown = (value: number | null) => (value !== null && (!log || value > 0) ? value : null);
  const points = lines.flatMap((line) => line.points.map((point) => ({ ...point, y: shown(point.y), line })));
  const floor = log ? Math.min(...points.flatMap(({ y }) => y ?? [])) : -Infinity;
  const ceiling = Math.max(...points.flatMap(({ y, deviation }) => (y === null ? [] : y + (deviation ?? 0))));
  // A little air, so that no curve runs along the axis.
  const [low, high] = [floor / 1.15, ceiling * 1.15];
  const ticks = log ? logTicks(low, high) : 6;
  const whole = points.every(({ x }) => x === null || Number.isInteger(x));
  const last = Math.max(...points.map(({ x }) => x ?? 0), 1);
  const series = [...new Set(lines.map((line) => line.series))];
  const solidOnly = lines.every((line) => !line.dashed);
  const marked = points.filter((point) =>
    (point.line.dashed || solidOnly) &&
    (point.line.points.length <= markedEpochs || point === points.findLast(({ line, y }) => line === point.line && y !== null)));
  return {
    ...frame,
    width,
    height: Math.round(Math.min(340, Math.max(240, width * 0.62))),
    x: { label: x, zero: fromZero, labelAnchor: 'right', labelArrow: 'none', tickFormat: tick, ...(whole && last <= 10 ? { ticks: last, interval: 1 } : { ticks: width / 80 }) },
    y: log ? { type: 'log', domain: [low, high] } : { nice: true },
    color: { domain: series.map(({ name }) => name), range: series.map(({ colour }) => colour) },
    symbol: { domain: series.map(({ name }) => name), range: series.map(({ symbol }) => symbol) },
    marks: [
      Plot.gridY({ ticks }),
      // As text, because a formatter on a logarithmic axis is asked for some of the ticks only.
      Plot.axisY({ label: y, labelArrow: 'none', tickSize: 0, ticks, text: tick }),
      Plot.areaY(points.filter(({ deviation }) => deviation !== null), {
        x: 'x',
        y1: ({ y, deviation }) => (y === null ? null : Math.max(y - deviation, Math.min(floor, y))),
        y2: ({ y, deviation }) => (y === null ? null : y + deviation),
        z: ({ line }) => lines.indexOf(line),
        fill: ({ line }) => line.series.name,
        fillOpacity: 0.16,
      }),
      ...[false, true].map((dashed) =>
        Plot.line(points.filter(({ line }) => line.dashed === dashed), {
          x: 'x',
          y: 'y',
          z: ({ line }) => lines.indexOf(line),
          stroke: ({ line }) => line.series.name,
          strokeWidth: 1.75,
          ...(dashed ? { strokeDasharray: '5 4' } : {}),
        })),
      Plot.dot(marked, {
        x: 'x',
        y: 'y',
        r: 3.2,
        fill: ({ line }) => line.series.name,
        symbol: (point: (typeof points)[number]) => point.line.series.name,
      }),
      Plot.tip(points, Plot.pointer({
        lineHeight: 1.4,
        x: 'x',
        y: 'y',
        title: ({ line, epoch, y, deviation }) =>
          `${line.series.name}, epoch ${epoch}\n${line.name} ${y === null ? '–' : format(y, deviation ?? undefined)}`,
      })),
    ],
  };
}
