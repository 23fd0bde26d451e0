import type { CurveName, StudyFigure } from './content';
import { isDefined } from './statistics';

/** One layer at the end of one epoch: the middle of the seeds and their range; null where a seed has no value. */
export interface LayerPoint {
  layer: string;
  epoch: number;
  y: number | null;
  low: number | null;
  high: number | null;
}

/** The seeds of a curve at one input, put together: the geometric mean on a logarithmic scale, the mean on a linear one. */
export function layerCurves(figure: StudyFigure, input: number, name: CurveName, log: boolean): LayerPoint[] {
  return figure.layers.flatMap((layer, index) => {
    const seeds = figure.curves.filter((curves) => curves.input === input && curves.layer === index).map((curves) => curves[name]);
    return figure.epochs.map((epoch, position) => {
      const values = seeds.map((values) => values[position] ?? null);
      const defined = values.filter(isDefined).filter((value) => !log || value > 0);
      if (defined.length === 0 || defined.length < values.length) return { layer, epoch, y: null, low: null, high: null };
      const mean = (read: (value: number) => number) => defined.reduce((sum, value) => sum + read(value), 0) / defined.length;
      return { layer, epoch, y: log ? Math.exp(mean(Math.log)) : mean((value) => value), low: Math.min(...defined), high: Math.max(...defined) };
    });
  });
}
