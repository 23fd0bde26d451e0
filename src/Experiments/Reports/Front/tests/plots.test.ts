// @vitest-environment happy-dom
import * as Plot from '@observablehq/plot';
import { expect, test } from 'vitest';
import { accuracyPlot } from '../src/plots/accuracy';
import { overEpochs, overSeconds } from '../src/plots/axes';
import { logTicks } from '../src/plots/logTicks';
import { lossPlot } from '../src/plots/loss';
import { stepCostPlot } from '../src/plots/stepCost';
import { seriesOf } from '../src/series';
import { contents, run } from './contents';

const drawn = (options: Plot.PlotOptions) => Plot.plot({ ...options, document });
/** The drawn lines: how each is dashed, and its path. */
const lines = (plot: Element) =>
  [...plot.querySelectorAll('g[aria-label="line"]')].flatMap((group) =>
    [...group.querySelectorAll('path')].map((path) => ({ dashed: group.hasAttribute('stroke-dasharray'), path: path.getAttribute('d')!, colour: path.getAttribute('stroke') })));

test('each series has a solid training line and a dashed test line in its one colour', () => {
  const found = lines(drawn(lossPlot(seriesOf(contents.comparison.runs), overEpochs, true, 600)));
  expect(found.filter(({ dashed }) => dashed).map(({ colour }) => colour)).toEqual(['var(--series-0)', 'var(--series-1)', 'var(--series-2)']);
  expect(found.filter(({ dashed }) => !dashed).map(({ colour }) => colour)).toEqual(['var(--series-0)', 'var(--series-1)', 'var(--series-2)']);
});

test('an optimizer has the same colour in every plot', () => {
  const series = seriesOf(contents.comparison.runs);
  const bars = drawn(stepCostPlot(contents.comparison.step_cost!, series, 600));
  const colours = [...bars.querySelectorAll('g[aria-label="bar"] path, g[aria-label="bar"] rect')].map((bar) => bar.getAttribute('fill'));
  expect(colours).toEqual(series.map(({ colour }) => colour));
  expect(lines(drawn(accuracyPlot(series, overSeconds, false, 600))).map(({ colour }) => colour)).toEqual(colours);
});

test('an undefined value is a gap', () => {
  const whole = lines(drawn(lossPlot(seriesOf([run('a', 'sgd', 1, [4, 3, 2, 1, 0.5])]), overEpochs, false, 600)));
  const gap = lines(drawn(lossPlot(seriesOf([run('a', 'sgd', 1, [4, 3, null, 1, 0.5])]), overEpochs, false, 600)));
  expect(whole.map(({ path }) => path.match(/M/g)!.length)).toEqual([1, 1]);
  expect(gap.map(({ path }) => path.match(/M/g)!.length)).toEqual([2, 2]);
});

test('a logarithm leaves out what is not positive', () => {
  const [solid] = lines(drawn(lossPlot(seriesOf([run('a', 'sgd', 1, [4, 3, -1, 1, 0.5])]), overEpochs, true, 600)));
  expect(solid!.path.match(/M/g)).toHaveLength(2);
  expect(solid!.path).not.toMatch(/NaN|Infinity/);
});

test('beyond thirty epochs each series keeps its marker where its line ends', () => {
  const losses = Array.from({ length: 50 }, (_, index) => (index < 40 ? 1 / (index + 1) : null));
  const plot = drawn(lossPlot(seriesOf([run('a', 'sgd', 1, losses)]), overEpochs, false, 600));
  expect(plot.querySelectorAll('g[aria-label="dot"] path')).toHaveLength(1);
});

test('only repeated runs have a band', () => {
  const bands = (runs: Parameters<typeof seriesOf>[0]) =>
    drawn(lossPlot(seriesOf(runs), overEpochs, true, 600)).querySelectorAll('g[aria-label="area"] path').length;
  expect(bands(contents.comparison.runs)).toBe(6);
  expect(bands(contents.single.runs)).toBe(0);
});

test('a plot with nothing defined is still a plot', () => {
  const plot = drawn(lossPlot(seriesOf([run('a', 'sgd', 1, [null, null])]), overSeconds, true, 600));
  expect(lines(plot)).toEqual([]);
  expect(plot.outerHTML).not.toMatch(/NaN|Infinity/);
});

test.each([
  [0.008, 0.9, [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]],
  [2, 30, [2, 5, 10, 20]],
  [1e-6, 1, [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]],
])('ticks from %d to %d', (low, high, ticks) => expect(logTicks(low, high)).toEqual(ticks));
