import { expect, test } from 'vitest';
import { summarise, summariseAll } from '../src/statistics';

test('the deviation divides by one less than the count', () => {
  expect(summarise([1, 2, 3, 4])).toEqual({ count: 4, mean: 2.5, deviation: Math.sqrt(5 / 3) });
});

test('one value has no deviation, none has no mean', () => {
  expect(summarise([7])).toEqual({ count: 1, mean: 7, deviation: null });
  expect(summarise([null])).toEqual({ count: 0, mean: null, deviation: null });
});

test('a missing value is left out of a summary, and makes a summary of all undefined', () => {
  expect(summarise([1, null, 3])).toEqual({ count: 2, mean: 2, deviation: Math.SQRT2 });
  expect(summariseAll([1, null, 3]).mean).toBeNull();
});

test('a zero is a value', () => {
  expect(summariseAll([0, 0]).mean).toBe(0);
});
