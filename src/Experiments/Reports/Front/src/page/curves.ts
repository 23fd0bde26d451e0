import { curveOf } from '../curve';
import type { Measure } from '../curve';
import type { Format } from '../format';
import { duration, measured, orDash, percent, spread, whole } from '../format';
import type { Series } from '../series';
import { isDefined } from '../statistics';
import { foldedTable } from './table';

/** A column of the table behind curves. */
export interface CurveColumn {
  heading: string;
  measure: Measure;
  format: Format;
}

export const trainingLoss: CurveColumn = { heading: 'Training loss', measure: (epoch) => epoch.train_loss, format: measured };
export const testLoss: CurveColumn = { heading: 'Test loss', measure: (epoch) => epoch.test_loss, format: measured };
export const testAccuracy: CurveColumn = { heading: 'Test accuracy', measure: (epoch) => epoch.test_accuracy, format: percent };
export const throughput: CurveColumn = { heading: 'Examples per second', measure: (epoch) => epoch.samples_per_second, format: whole };

/** The numbers behind curves: a row for each series and epoch. */
export function curveData(label: string, series: readonly Series[], columns: readonly CurveColumn[]): HTMLElement {
  const rows = series.flatMap(({ name, runs }) => {
    const curves = columns.map(({ measure, format }) =>
      curveOf(runs, (epoch) => epoch.seconds, measure).map((point) => ({ ...point, format })));
    return curves[0]!.map(({ epoch, x }, row) => [
      { text: name },
      { text: String(epoch) },
      { text: orDash(x, duration) },
      ...curves.map((curve) => {
        const { y, deviation, format } = curve[row]!;
        return { text: spread({ count: runs.length, mean: y, deviation }, format) };
      }),
    ]);
  });
  return foldedTable('Numbers', label, ['Optimizer', 'Epoch', 'Time', ...columns.map(({ heading }) => heading)], rows);
}

/** "sgd at epoch 7 (0.0812)": where a curve of the series has its best mean; null where nothing is defined. */
export function bestOf(series: readonly Series[], { measure, format }: CurveColumn, better: 'more' | 'less'): string | null {
  const sign = better === 'more' ? 1 : -1;
  const points = series.flatMap(({ name, runs }) =>
    curveOf(runs, (epoch) => epoch.epoch, measure).flatMap(({ epoch, y }) => (isDefined(y) ? [{ name, epoch, y }] : [])));
  if (points.length === 0) return null;
  const best = points.reduce((a, b) => (sign * b.y > sign * a.y ? b : a));
  return `${format(best.y)}${series.length > 1 ? ` by ${best.name}` : ''} at epoch ${best.epoch}`;
}

/** How the curves of these series are to be read. */
export const bandSentence = (series: readonly Series[]) =>
  series.some(({ runs }) => runs.length > 1)
    ? ' Lines are means over seeds, bands one standard deviation to either side; where a seed has no value, neither has the mean.'
    : '';
