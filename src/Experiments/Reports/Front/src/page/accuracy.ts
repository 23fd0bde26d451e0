import { accuracyPlot } from '../plots/accuracy';
import { overEpochs, overSeconds } from '../plots/axes';
import type { Series } from '../series';
import { bandSentence, bestOf, curveData, testAccuracy } from './curves';
import { figure } from './figure';
import { legend } from './legend';
import { section } from './section';

/** Accuracy on the test part, or the error on request; absent where there are no classes. */
export function accuracy(series: readonly Series[]): HTMLElement | null {
  const best = bestOf(series, testAccuracy, 'more');
  if (best === null) return null;
  let asError = false;
  const caption = `Share of the test part classified correctly. The highest accuracy is ${best}.${bandSentence(series)}`;
  return section('Test accuracy', figure({
    pictures: [overEpochs, overSeconds].map((axis) => ({
      description: `Test accuracy over ${axis.label}. ${caption}`,
      draw: (width) => accuracyPlot(series, axis, asError, width),
    })),
    caption,
    legend: legend(series, null),
    toggle: { label: 'Error, on a logarithmic scale', checked: asError, change: (checked) => { asError = checked; } },
    data: curveData('Test accuracy of each optimizer, epoch by epoch', series, [testAccuracy]),
  }));
}
