import { expect, test } from 'vitest';
import { seriesOf } from '../src/series';
import { contents, run } from './contents';

test('seeds of one optimizer are one series', () => {
  expect(seriesOf(contents.comparison.runs).map(({ name, runs }) => [name, runs.length])).toEqual([['sgd', 3], ['adam', 3], ['kfac', 3]]);
});

test('runs of one optimizer and the same seed differ in more than chance and stand alone', () => {
  const runs = [run('slow', 'sgd', 1, [1]), run('fast', 'sgd', 1, [1]), run('a', 'adam', 1, [1])];
  expect(seriesOf(runs).map(({ name }) => name)).toEqual(['slow', 'fast', 'adam']);
});

test('as many series as colours and markers can tell apart look different', () => {
  const runs = Array.from({ length: 42 }, (_, index) => run(`r${index}`, `o${index}`, 1, [1]));
  expect(new Set(seriesOf(runs).map(({ colour, symbol }) => colour + symbol)).size).toBe(42);
});
