import type { PlotOptions } from '@observablehq/plot';
import { curveOf } from '../curve';
import { whole } from '../format';
import type { Series } from '../series';
import { overEpochs } from './axes';
import { linesPlot } from './lines';

/** Training examples per second, epoch by epoch. */
export function throughputPlot(series: readonly Series[], width: number): PlotOptions {
  const lines = series.map((one) => ({
    series: one,
    name: 'examples per second',
    dashed: false,
    points: curveOf(one.runs, overEpochs.measure, (epoch) => epoch.samples_per_second),
  }));
  const plot = linesPlot(lines, { x: overEpochs.label, fromZero: overEpochs.fromZero, y: 'training examples per second', log: false, format: whole, width });
  return { ...plot, y: { ...plot.y, zero: true } };
}
