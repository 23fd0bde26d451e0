import type { PlotOptions } from '@observablehq/plot';
import { curveOf } from '../curve';
import { measured } from '../format';
import type { Series } from '../series';
import type { Axis } from './axes';
import { linesPlot } from './lines';

/** Training loss solid, test loss dashed. */
export function lossPlot(series: readonly Series[], axis: Axis, log: boolean, width: number): PlotOptions {
  const lines = series.flatMap((one) => [
    { series: one, name: 'training loss', dashed: false, points: curveOf(one.runs, axis.measure, (epoch) => epoch.train_loss) },
    { series: one, name: 'test loss', dashed: true, points: curveOf(one.runs, axis.measure, (epoch) => epoch.test_loss) },
  ]);
  return linesPlot(lines, { x: axis.label, fromZero: axis.fromZero, y: 'loss (nats)', log, format: measured, width });
}
