/** Mean and spread of the values that are defined; `count` says how many are. */
export interface Summary {
  count: number;
  mean: number | null;
  /** Sample standard deviation, dividing by count − 1; null below two values. */
  deviation: number | null;
}

export const isDefined = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

export function summarise(values: readonly (number | null)[]): Summary {
  const defined = values.filter(isDefined);
  const count = defined.length;
  if (count === 0) return { count, mean: null, deviation: null };
  const mean = defined.reduce((sum, value) => sum + value, 0) / count;
  const squares = defined.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : null };
}

/** The summary of values of which none may be missing: a mean over survivors would hide what diverged. */
export function summariseAll(values: readonly (number | null)[]): Summary {
  return values.every(isDefined) ? summarise(values) : { count: 0, mean: null, deviation: null };
}
