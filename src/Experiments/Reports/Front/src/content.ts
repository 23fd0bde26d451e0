/** What the page shows: the mirror of the C# record ReportContent and its parts, whose comments define each value. */
export interface ReportContent {
  title: string;
  subtitle: string | null;
  generated: string;
  facts: Fact[];
  notes: string[];
  runs: Run[];
  step_cost: Record<string, number | null> | null;
  tables: ReportTable[];
  zones: LayerZones[];
  study: Study | null;
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

export interface ReportTable {
  title: string;
  headings: string[];
  rows: string[][];
  reading: string;
}

/** The effective learning zones of one layer's units. */
export interface LayerZones {
  layer: string;
  response: string;
  largest: number | null;
  counts: number[];
  unit_means: (number | null)[];
  unit_states: string[];
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

/** A published experiment, measured again. */
export interface Study {
  claims: Claim[];
  charts: Chart[];
  figures: StudyFigure[];
}

export interface Claim {
  subject: string;
  published: string;
  measured: string;
  value: number | null;
  held: boolean | null;
}

/** Lines over one pair of axes. */
export interface Chart {
  subject: string;
  title: string;
  description: string;
  x: ChartAxis;
  y: ChartAxis;
  equal_scales: boolean;
  lines: ChartLine[];
}

export interface ChartAxis {
  label: string;
  is_logarithmic: boolean;
}

export interface ChartLine {
  name: string;
  /** solid, dashed or points. */
  style: string;
  x: (number | null)[];
  y: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

export interface StudyFigure {
  title: string;
  description: string;
  epochs: number[];
  layers: string[];
  inputs: string[];
  curves: StudyCurves[];
}

/** One layer at one input in one training: a value an epoch in each list. */
export interface StudyCurves extends Record<CurveName, (number | null)[]> {
  seed: number;
  input: number;
  layer: number;
}

export type CurveName =
  | 'fisher' | 'fisher_lower' | 'fisher_upper'
  | 'first' | 'first_lower' | 'first_upper'
  | 'second' | 'second_lower' | 'second_upper'
  | 'first_ratio' | 'second_ratio';
