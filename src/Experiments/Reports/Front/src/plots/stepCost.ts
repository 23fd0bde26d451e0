import type { PlotOptions } from '@observablehq/plot';
import { microseconds } from '../format';
import type { Series } from '../series';
import { summarise } from '../statistics';
import { barsPlot } from './bars';

/** Seconds of one step over those of SGD's. */
export function stepCostPlot(costs: Record<string, number | null>, series: readonly Series[], width: number): PlotOptions {
  const bars = Object.entries(costs).map(([name, value]) => ({
    name,
    value,
    colour: series.find((one) => one.name === name)?.colour ?? 'var(--muted)',
  }));
  return barsPlot(bars, 'one step, relative to SGD', (value) => `${value.toFixed(2)} ×`, width);
}

/** Time of one step, the mean over each series' runs. */
export function stepTimePlot(series: readonly Series[], width: number): PlotOptions {
  const bars = series.map(({ name, colour, runs }) => ({
    name,
    value: summarise(runs.map((run) => run.step_microseconds)).mean,
    colour,
  }));
  return barsPlot(bars, 'microseconds per step', microseconds, width);
}
