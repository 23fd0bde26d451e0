import type { PlotOptions } from '@observablehq/plot';
import type { Epoch } from '../content';
import { curveOf } from '../curve';
import type { Format } from '../format';
import { percent } from '../format';
import { isDefined } from '../statistics';
import type { Series } from '../series';
import type { Axis } from './axes';
import { linesPlot } from './lines';

const accuracy = ({ test_accuracy }: Epoch) => (isDefined(test_accuracy) ? 100 * test_accuracy : null);
const error = ({ test_accuracy }: Epoch) => (isDefined(test_accuracy) ? 100 * (1 - test_accuracy) : null);
const format: Format = (value, deviation) => percent(value / 100, deviation === undefined ? undefined : deviation / 100);

/** Accuracy on the test part, or the error, 1 − accuracy, on a logarithmic scale. */
export function accuracyPlot(series: readonly Series[], axis: Axis, asError: boolean, width: number): PlotOptions {
  const name = asError ? 'test error' : 'test accuracy';
  const lines = series.map((one) => ({
    series: one,
    name,
    dashed: false,
    points: curveOf(one.runs, axis.measure, asError ? error : accuracy),
  }));
  return linesPlot(lines, { x: axis.label, fromZero: axis.fromZero, y: `${name} (%)`, log: asError, format, width });
}
