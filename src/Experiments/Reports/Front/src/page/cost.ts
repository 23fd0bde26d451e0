import type { ReportContent } from '../content';
import { microseconds, orDash, spread } from '../format';
import { stepCostPlot, stepTimePlot } from '../plots/stepCost';
import { throughputPlot } from '../plots/throughput';
import type { Series } from '../series';
import { isDefined, summarise } from '../statistics';
import { bandSentence, curveData, throughput } from './curves';
import { figure } from './figure';
import type { Picture } from './figure';
import { legend } from './legend';
import { section } from './section';
import { foldedTable } from './table';

/** What a step costs: relative to SGD's where several optimizers were compared, else in time; else the rate of training. */
export function cost({ step_cost }: ReportContent, series: readonly Series[]): HTMLElement | null {
  if (step_cost && Object.keys(step_cost).length > 1) return section('Cost of a step', relativeCost(step_cost, series));
  if (series.length > 1 && series.every(({ runs }) => runs.some((run) => isDefined(run.step_microseconds)))) {
    return section('Cost of a step', stepTime(series));
  }
  const measured = series.some(({ runs }) => runs.some((run) => run.epochs.some((epoch) => isDefined(epoch.samples_per_second))));
  return measured ? section('Rate of training', rate(series)) : null;
}

const single = (picture: Picture) => ({ pictures: [picture], caption: picture.description });

function relativeCost(costs: Record<string, number | null>, series: readonly Series[]): HTMLElement {
  const ratio = (value: number) => `${value.toFixed(2)} ×`;
  return figure({
    ...single({
      description: 'Time of one step of each optimizer, relative to a step of SGD on the same network and batch.',
      draw: (width) => stepCostPlot(costs, series, width),
    }),
    data: foldedTable('Numbers', 'Cost of a step relative to SGD', ['Optimizer', 'Relative to SGD'],
      Object.entries(costs).map(([name, value]) => [{ text: name }, { text: orDash(value, ratio) }])),
  });
}

function stepTime(series: readonly Series[]): HTMLElement {
  return figure({
    ...single({
      description: 'Median time of one step, the mean over the runs of each optimizer.',
      draw: (width) => stepTimePlot(series, width),
    }),
    data: foldedTable('Numbers', 'Time of a step', ['Optimizer', 'One step'],
      series.map(({ name, runs }) => [
        { text: name },
        { text: spread(summarise(runs.map((run) => run.step_microseconds)), microseconds, runs.length) },
      ])),
  });
}

function rate(series: readonly Series[]): HTMLElement {
  return figure({
    ...single({
      description: `Training examples per second in each epoch, evaluation not counted.${bandSentence(series)}`,
      draw: (width) => throughputPlot(series, width),
    }),
    legend: legend(series, null),
    data: curveData('Training examples per second, epoch by epoch', series, [throughput]),
  });
}
