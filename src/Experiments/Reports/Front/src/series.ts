import type { Run } from './content';

/** What is drawn as one: the runs of one optimizer with different seeds, or a single run. */
export interface Series {
  name: string;
  runs: Run[];
  /** A CSS colour that the style sheet sets for light and dark. */
  colour: string;
  /** The marker's shape, so that colour alone never tells series apart. */
  symbol: string;
}

const colours = 6;
const symbols = ['circle', 'square', 'triangle', 'diamond', 'star', 'wye', 'cross'];

/** Runs of one optimizer are repeats if their seeds differ; else they differ in more than chance, and each stands alone. */
export function seriesOf(runs: readonly Run[]): Series[] {
  return [...new Set(runs.map((run) => run.optimizer))]
    .flatMap((optimizer) => {
      const group = runs.filter((run) => run.optimizer === optimizer);
      return new Set(group.map((run) => run.seed)).size === group.length
        ? [{ name: optimizer, runs: group }]
        : group.map((run) => ({ name: run.name, runs: [run] }));
    })
    .map((series, index) => ({
      ...series,
      colour: `var(--series-${index % colours})`,
      symbol: symbols[index % symbols.length]!,
    }));
}
