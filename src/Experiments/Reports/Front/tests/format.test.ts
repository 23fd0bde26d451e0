import { expect, test } from 'vitest';
import { duration, measured, percent, spread, tick, whole } from '../src/format';

test('a deviation sets the digits of its mean', () => {
  expect(measured(0.128213, 0.005342)).toBe('0.1282 ± 0.0053');
  expect(whole(3585.3, 178.6)).toBe('3,585 ± 179');
  expect(duration(6.2, 0.106)).toBe('6.20 ± 0.11 s');
  expect(duration(78, 3.4)).toBe('1 min 18 s ± 3 s');
  expect(duration(7322, 130)).toBe('2 h 2 min ± 2 min');
  expect(percent(0.9812, 0.0008)).toBe('98.12 ± 0.08 %');
});

test.each([
  [0, '0.00'], [0.0712345, '0.0712'], [1.5, '1.50'], [123.456, '123'], [-2.302585, '-2.30'], [3.2e-7, '3.20e-7'], [1.5e9, '1.50e+9'],
])('%d is measured as %s', (value, text) => expect(measured(value)).toBe(text));

test.each([
  [0.1, '0.10 s'], [59.94, '59.9 s'], [60, '1 min 0 s'], [119.7, '2 min 0 s'], [3599.9, '1 h 0 min'], [7322, '2 h 2 min'],
])('%d seconds are %s', (value, text) => expect(duration(value)).toBe(text));

test.each([[0.05, '0.05'], [2, '2'], [0.1 + 0.2, '0.3'], [40_000, '40K'], [1_500_000, '1.5M']])('the tick at %d says %s', (value, text) =>
  expect(tick(value)).toBe(text));

test('a mean over some of the seeds says so, and none is a dash', () => {
  expect(spread({ count: 2, mean: 5, deviation: 1 }, whole, 3)).toBe('5 ± 1 (2 of 3)');
  expect(spread({ count: 0, mean: null, deviation: null }, whole, 3)).toBe('–');
});
