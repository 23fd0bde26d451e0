import type { Run } from '../content';
import { element } from '../dom';
import { orDash, spread } from '../format';
import type { Series } from '../series';
import { summarise } from '../statistics';
import { columnsOf } from './columns';
import { section } from './section';
import { table } from './table';

/** What came out: the numbers of one run in large type, or a row for each series. */
export function results(series: readonly Series[]): HTMLElement | null {
  const runs = series.flatMap((one) => one.runs);
  if (runs.length === 0) return null;
  return section('Results', runs.length === 1 ? tiles(runs[0]!) : comparison(series, runs));
}

const tiles = (run: Run) =>
  element('dl', { class: 'tiles' }, ...columnsOf([run]).map(({ heading, read, format }) =>
    element('div', {}, element('dt', {}, heading), element('dd', {}, orDash(read(run), format)))));

function comparison(series: readonly Series[], runs: readonly Run[]): HTMLElement {
  const repeated = series.some((one) => one.runs.length > 1);
  const columns = columnsOf(runs).map((column) => {
    const summaries = series.map((one) => summarise(one.runs.map(column.read)));
    // Only a mean over all seeds can be the best: one seed out of three that reached a target did not win.
    const means = summaries.flatMap(({ count, mean }, index) => (mean !== null && count === series[index]!.runs.length ? mean : []));
    const best = column.better === 'more' ? Math.max(...means) : Math.min(...means);
    return { ...column, summaries, best };
  });
  const rows = series.map((one, row) => [
    { text: one.name },
    ...(repeated ? [{ text: String(one.runs.length) }] : []),
    ...columns.map(({ summaries, format, best }) => ({
      text: spread(summaries[row]!, format, one.runs.length),
      best: series.length > 1 && summaries[row]!.mean === best && summaries[row]!.count === one.runs.length,
    })),
  ]);
  const headings = ['Optimizer', ...(repeated ? ['Runs'] : []), ...columns.map(({ heading }) => heading)];
  const reading = [
    repeated ? 'Mean ± standard deviation over seeds.' : null,
    series.length > 1 ? 'Bold: the best of its column.' : null,
  ].filter((sentence) => sentence !== null).join(' ');
  return element('div', {}, table('Results of each optimizer', headings, rows), element('p', { class: 'reading' }, reading));
}
