import type { Run } from '../content';
import { orDash } from '../format';
import { columnsOf } from './columns';
import { section } from './section';
import { table } from './table';

/** Every run with its last numbers, where there are several. */
export function runsTable(runs: readonly Run[]): HTMLElement | null {
  if (runs.length < 2) return null;
  const columns = columnsOf(runs);
  return section('Runs', table('Every run', ['Run', 'Optimizer', 'Seed', 'Epochs', ...columns.map(({ heading }) => heading)],
    runs.map((run) => [
      { text: run.name },
      { text: run.optimizer },
      { text: String(run.seed) },
      { text: String(run.epochs.length) },
      ...columns.map(({ read, format }) => ({ text: orDash(read(run), format) })),
    ]), 2));
}
