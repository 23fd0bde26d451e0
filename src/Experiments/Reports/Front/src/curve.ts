import type { Epoch, Run } from './content';
import { summariseAll } from './statistics';

/** A number read from an epoch's measurements. */
export type Measure = (epoch: Epoch) => number | null;

/** Mean and standard deviation over runs at the end of one epoch; null where one of the runs has no value. */
export interface CurvePoint {
  epoch: number;
  x: number | null;
  y: number | null;
  deviation: number | null;
}

/** The runs' mean of `y` against their mean of `x`, epoch by epoch. */
export function curveOf(runs: readonly Run[], x: Measure, y: Measure): CurvePoint[] {
  const byEpoch = runs.map((run) => new Map(run.epochs.map((epoch) => [epoch.epoch, epoch])));
  const numbers = [...new Set(byEpoch.flatMap((epochs) => [...epochs.keys()]))].sort((a, b) => a - b);
  return numbers.map((number) => {
    const read = (measure: Measure) =>
      summariseAll(byEpoch.map((epochs) => {
        const epoch = epochs.get(number);
        return epoch ? measure(epoch) : null;
      }));
    const value = read(y);
    return { epoch: number, x: read(x).mean, y: value.mean, deviation: value.deviation };
  });
}
