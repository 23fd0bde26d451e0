/** What the page shows: the mirror of the C# record ReportContent and its parts, whose comments define each value. */
export interface ReportContent {
  title: string;
  subtitle: string | null;
  generated: string;
  facts: Fact[];
  notes: string[];
  runs: Run[];
  step_cost: Record<string, number | null> | null;
  next: string[] | null;
}

export interface Fact {
  label: string;
  value: string;
}

export interface Run {
  name: string;
  optimizer: string;
  seed: number;
  epochs: Epoch[];
  final: Outcome;
  step_microseconds: number | null;
  steps_to_target: number | null;
  seconds_to_target: number | null;
}

/** Null stands for what is undefined: not measured, or not finite. */
export interface Epoch {
  epoch: number;
  seconds: number | null;
  train_loss: number | null;
  test_loss: number | null;
  test_accuracy: number | null;
  samples_per_second: number | null;
}

export interface Outcome {
  test_loss: number | null;
  test_accuracy: number | null;
}
