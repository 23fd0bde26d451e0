// @vitest-environment happy-dom
import * as Plot from '@observablehq/plot';
import { expect, test } from 'vitest';
import { chartPlot, lineColours } from '../src/plots/chart';
import { contents } from './contents';

const [steps, circle] = contents.study.study!.charts;

test('every line is drawn in its style and bands where there are any', () => {
  const plot = Plot.plot({ ...chartPlot(steps!, 800), document });
  expect(plot.querySelectorAll('g[aria-label="area"] path')).toHaveLength(1);
  expect(plot.querySelectorAll('g[aria-label="line"] path')).toHaveLength(2);
  expect(plot.querySelectorAll('g[aria-label="line"][stroke-dasharray="6 4"]')).toHaveLength(1);
  expect(plot.textContent).toContain('condition number');
  expect(plot.outerHTML).not.toMatch(/NaN|Infinity/);
});

test('a unit is as long on both axes where that is asked for', () => {
  const plot = Plot.plot({ ...chartPlot(circle!, 800), document });
  const [x, y] = [plot.scale('x')!, plot.scale('y')!];
  const unit = ({ range, domain }: Plot.Scale) => {
    const [[left, right], [low, high]] = [[...range!], [...domain!]] as number[][] as [[number, number], [number, number]];
    return Math.abs((right - left) / (high - low));
  };
  expect(unit(x) / unit(y)).toBeCloseTo(1, 1);
  expect(plot.querySelectorAll('g[aria-label="dot"] circle')).toHaveLength(9);
});

test('a value that a logarithm has no place for is a gap', () => {
  const gap = { ...steps!, lines: [{ ...steps!.lines[0]!, y: [0, -1, null, 4, 5, 6, 7], low: [], high: [] }] };
  const plot = Plot.plot({ ...chartPlot(gap, 800), document });
  expect(plot.outerHTML).not.toMatch(/NaN|Infinity/);
});

test('a chart without lines is still a chart, and lines of one name share a colour', () => {
  expect(Plot.plot({ ...chartPlot({ ...steps!, lines: [] }, 500), document }).outerHTML).not.toMatch(/NaN|Infinity/);
  const [line] = steps!.lines;
  expect(lineColours([line!, { ...line!, style: 'dashed' }, steps!.lines[1]!]).size).toBe(2);
});

test('whole numbers have no ticks in between', () => {
  const whole = { ...steps!, x: { label: 'bits', is_logarithmic: false }, lines: [{ ...steps!.lines[0]!, x: [2, 3, 4, 6], y: [1, 2, 3, 4], low: [], high: [] }] };
  const ticksOf = (xs: number[]) => [...Plot.plot({ ...chartPlot({ ...whole, lines: [{ ...whole.lines[0]!, x: xs }] }, 1000), document }).querySelectorAll('g[aria-label="x-axis tick label"] text')].map(({ textContent }) => textContent);
  expect(ticksOf([2, 3, 4, 6])).toEqual(['2', '3', '4', '5', '6']);
  expect(ticksOf([2, 3, 4.5, 6])).toContain('2.5');
});

test('long labels of a logarithmic axis have room', () => {
  const tiny = { ...steps!, y: { label: 'error', is_logarithmic: true }, lines: [{ ...steps!.lines[0]!, y: [1, 1e-2, 1e-4, 1e-5, 2e-6, 1e-6, 1e-6], low: [], high: [] }] };
  expect(chartPlot(tiny, 800).marginLeft).toBeGreaterThanOrEqual(18 + 7 * '0.000001'.length);
});
