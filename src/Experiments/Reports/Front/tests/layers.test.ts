// @vitest-environment happy-dom
import * as Plot from '@observablehq/plot';
import { expect, test } from 'vitest';
import type { StudyFigure } from '../src/content';
import { layerCurves } from '../src/layerCurves';
import { layersPlot } from '../src/plots/layers';
import { contents } from './contents';

const figure: StudyFigure = contents.study.study!.figures[0]!;

test('seeds are put together by the geometric mean on a logarithmic scale, by the mean on a linear one', () => {
  const seeds = figure.curves.filter(({ input, layer }) => input === 1 && layer === 2).map(({ fisher }) => fisher[3]!);
  const at = (log: boolean) => layerCurves(figure, 1, 'fisher', log).find(({ layer, epoch }) => layer === figure.layers[2] && epoch === 3)!;
  expect(seeds).toHaveLength(2);
  expect(at(true).y).toBeCloseTo(Math.sqrt(seeds[0]! * seeds[1]!), 12);
  expect(at(false).y).toBeCloseTo((seeds[0]! + seeds[1]!) / 2, 12);
  expect([at(true).low, at(true).high]).toEqual([Math.min(...seeds), Math.max(...seeds)]);
});

test('a zero has no place on a logarithmic scale, a missing value on none', () => {
  expect(layerCurves(figure, 0, 'second', true).filter(({ y }) => y === null).map(({ layer }) => layer)).toEqual(Array(5).fill(figure.layers[2]));
  expect(layerCurves(figure, 0, 'second_ratio', false).filter(({ y }) => y === null).map(({ layer }) => layer)).toEqual(Array(5).fill(figure.layers[2]));
});

test('every layer has its panel, and one without a variance has no curve of it', () => {
  const line = { name: 'sd', curve: 'second' as const, colour: 'var(--series-1)' };
  const plot = Plot.plot({ ...layersPlot(figure, [line], { label: 'sd', log: true, input: 0, width: 900 }), document });
  const drawn = [...plot.querySelectorAll('g[aria-label="line"] path')].map((path) => path.getAttribute('d')!);
  expect(drawn.filter((path) => path.includes('L') || path.includes('C'))).toHaveLength(2);
  for (const layer of figure.layers) expect(plot.textContent).toContain(layer);
  expect(plot.outerHTML).not.toMatch(/NaN|Infinity/);
});

test('a figure without any value is still a figure', () => {
  const empty = { ...figure, curves: [] };
  const plot = Plot.plot({ ...layersPlot(empty, [{ name: 'sd', curve: 'first', colour: 'red' }], { label: 'sd', log: true, input: 0, width: 600 }), document });
  expect(plot.outerHTML).not.toMatch(/NaN|Infinity/);
});
