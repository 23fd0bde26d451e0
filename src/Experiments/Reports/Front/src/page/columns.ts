import type { Run } from '../content';
import type { Format } from '../format';
import { duration, measured, microseconds, percent, whole } from '../format';
import { isDefined } from '../statistics';

/** A number that every run ends with, and which way is better. */
export interface Column {
  heading: string;
  read: (run: Run) => number | null;
  format: Format;
  better: 'more' | 'less';
}

const columns: Column[] = [
  { heading: 'Test accuracy', read: (run) => run.final.test_accuracy, format: percent, better: 'more' },
  { heading: 'Test loss', read: (run) => run.final.test_loss, format: measured, better: 'less' },
  { heading: 'Training time', read: (run) => run.epochs.at(-1)?.seconds ?? null, format: duration, better: 'less' },
  { heading: 'One step', read: (run) => run.step_microseconds, format: microseconds, better: 'less' },
  { heading: 'Steps to target', read: (run) => run.steps_to_target, format: whole, better: 'less' },
  { heading: 'Time to target', read: (run) => run.seconds_to_target, format: duration, better: 'less' },
];

/** The columns for which at least one run has a number. */
export const columnsOf = (runs: readonly Run[]) => columns.filter(({ read }) => runs.some((run) => isDefined(read(run))));
