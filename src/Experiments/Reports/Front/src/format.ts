import type { Summary } from './statistics';
import { isDefined } from './statistics';

/** How a defined number is written, with its standard deviation where it has one. */
export type Format = (value: number, deviation?: number) => string;

const fixed = (value: number, decimals: number) =>
  value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** The power of ten of a number's first digit. */
const magnitude = (value: number) => (value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value))));

/** `value` or "value ± deviation", both with so many decimals and the unit once. */
const withDeviation = (value: number, deviation: number | undefined, decimals: number, unit: string) =>
  `${fixed(value, decimals)}${deviation === undefined ? '' : ` ± ${fixed(deviation, decimals)}`}${unit}`;

/** Decimals that show two digits of the deviation, or three of the value where it has none. */
const decimalsFor = (value: number, deviation: number | undefined) =>
  Math.min(12, Math.max(0, deviation ? 1 - magnitude(deviation) : 2 - magnitude(value)));

export const whole: Format = (value, deviation) => withDeviation(value, deviation, 0, '');

export const microseconds: Format = (value, deviation) => withDeviation(value, deviation, 0, ' µs');

/** A share of one, in per cent. */
export const percent: Format = (value, deviation) =>
  withDeviation(100 * value, isDefined(deviation) ? 100 * deviation : undefined, 2, ' %');

/** A value of any size: in scientific notation where plain digits would be mostly zeros. */
export const measured: Format = (value, deviation) =>
  value !== 0 && (magnitude(value) < -4 || magnitude(value) > 6)
    ? `${value.toExponential(2)}${deviation === undefined ? '' : ` ± ${deviation.toExponential(1)}`}`
    : withDeviation(value, deviation, decimalsFor(value, deviation), '');

/** Seconds; from a minute on in minutes and seconds, from an hour on in hours and minutes. */
export const duration: Format = (value, deviation) => {
  if (value < 60) return withDeviation(value, deviation, Math.min(2, Math.max(1, decimalsFor(value, deviation))), ' s');
  const seconds = Math.round(value);
  const [large, small] = seconds < 3600 ? ['min', 's'] : ['h', 'min'];
  const unit = seconds < 3600 ? 1 : 60;
  const text = `${Math.floor(seconds / (60 * unit))} ${large} ${Math.floor(seconds / unit) % 60} ${small}`;
  return deviation === undefined ? text : `${text} ± ${fixed(deviation / unit, 0)} ${small}`;
};

/** A number as an axis says it: 0.05, 2, 40K. */
export const tick: Format = (value) =>
  Math.abs(value) >= 1000
    ? value.toLocaleString('en', { notation: 'compact', maximumFractionDigits: 1 })
    : String(Number(value.toPrecision(6)));

export const orDash = (value: number | null, format: Format) => (isDefined(value) ? format(value) : '–');

/** Mean ± standard deviation, and of how many of `total` values where some are missing. */
export function spread({ count, mean, deviation }: Summary, format: Format, total = count): string {
  if (mean === null) return '–';
  const text = format(mean, deviation ?? undefined);
  return count < total ? `${text} (${count} of ${total})` : text;
}
