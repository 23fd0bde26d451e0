import { overEpochs, overSeconds } from '../plots/axes';
import { lossPlot } from '../plots/loss';
import type { Series } from '../series';
import { isDefined } from '../statistics';
import { bandSentence, bestOf, curveData, testLoss, trainingLoss } from './curves';
import { figure } from './figure';
import { legend } from './legend';
import { section } from './section';

/** Loss over epochs and over seconds, on a logarithmic scale where it spans more than a decade. */
export function loss(series: readonly Series[]): HTMLElement | null {
  const losses = series.flatMap(({ runs }) => runs.flatMap((run) => run.epochs.flatMap((epoch) => [epoch.train_loss, epoch.test_loss]))).filter(isDefined);
  if (losses.length === 0) return null;
  const positive = Math.min(...losses) > 0;
  let log = positive && Math.max(...losses) > 10 * Math.min(...losses);
  const best = bestOf(series, testLoss, 'less');
  const caption = `Training loss (solid) and test loss (dashed).${best ? ` The lowest test loss is ${best}.` : ''}${bandSentence(series)}`;
  return section('Loss', figure({
    pictures: [overEpochs, overSeconds].map((axis) => ({
      description: `Loss over ${axis.label}. ${caption}`,
      draw: (width) => lossPlot(series, axis, log, width),
    })),
    caption,
    legend: legend(series, { solid: 'training', dashed: 'test' }),
    toggle: positive ? { label: 'Logarithmic scale', checked: log, change: (checked) => { log = checked; } } : null,
    data: curveData('Loss of each optimizer, epoch by epoch', series, [trainingLoss, testLoss]),
  }));
}
