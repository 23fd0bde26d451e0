import comparison from '../fixtures/comparison.json';
import single from '../fixtures/single.json';
import study from '../fixtures/study.json';
import type { ReportContent, Run } from '../src/content';

/** The fixtures that the C# tests read and write, too; the compiler holds their shape to ReportContent. */
export const contents: Record<'single' | 'comparison' | 'study', ReportContent> = { single, comparison, study };

/** A run of one epoch per loss; the test loss is twice the training loss. */
export const run = (name: string, optimizer: string, seed: number, losses: (number | null)[]): Run => ({
  name,
  optimizer,
  seed,
  epochs: losses.map((loss, index) => ({
    epoch: index + 1,
    seconds: 2 * (index + 1) + seed,
    train_loss: loss,
    test_loss: loss === null ? null : 2 * loss,
    test_accuracy: null,
    samples_per_second: 1000,
  })),
  final: { test_loss: losses.at(-1) ?? null, test_accuracy: null },
  step_microseconds: null,
  steps_to_target: null,
  seconds_to_target: null,
});
