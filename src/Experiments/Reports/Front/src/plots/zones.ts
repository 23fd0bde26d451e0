import * as Plot from '@observablehq/plot';
import type { LayerZones } from '../content';
import { tick } from '../format';
import { element } from '../dom';
import { frame } from './frame';

const height = 220;

/** Pairs of a unit and an input by their zone, from 0 to the largest there is. */
export function zoneHistogram({ layer, response, largest, counts }: LayerZones, width: number): Plot.PlotOptions {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const scale = (largest ?? 0) / counts.length;
  const parts = counts.map((count, part) => ({ from: part * scale, to: (part + 1) * scale, share: total > 0 ? count / total : 0 }));
  return {
    ...frame,
    width,
    height,
    title: element('h3', {}, `${layer}, ${response}`),
    x: { label: 'zone ν', labelAnchor: 'right', labelArrow: 'none', tickFormat: tick, ticks: width / 90 },
    marks: [
      Plot.gridY(),
      Plot.axisY({ label: 'share', labelArrow: 'none', tickSize: 0, tickFormat: tick, ticks: 5 }),
      Plot.rectY(parts, { x1: 'from', x2: 'to', y: 'share', fill: 'var(--series-0)', insetLeft: 0.5, insetRight: 0.5 }),
      Plot.ruleY([0]),
    ],
  };
}

/** Each unit's mean zone, from the least to the most able to learn; those that cannot are marked. */
export function zoneRanks({ layer, response, largest, unit_means, unit_states }: LayerZones, width: number): Plot.PlotOptions {
  const units = unit_means
    .flatMap((mean, unit) => (mean === null ? [] : [{ mean, unit, state: unit_states[unit] ?? '' }]))
    .sort((one, other) => one.mean - other.mean)
    .map((unit, rank) => ({ ...unit, rank: rank + 1 }));
  return {
    ...frame,
    width,
    height,
    title: element('h3', {}, `${layer}, ${response}`),
    x: { label: 'units, by mean zone', labelAnchor: 'right', labelArrow: 'none', tickFormat: tick, ticks: width / 90 },
    y: { domain: [0, largest ?? 1] },
    marks: [
      Plot.gridY(),
      Plot.axisY({ label: 'mean zone', labelArrow: 'none', tickSize: 0, tickFormat: tick, ticks: 5 }),
      Plot.dot(units, { x: 'rank', y: 'mean', r: 2.4, fill: ({ state }) => (state === 'learning' ? 'var(--series-0)' : 'var(--series-1)'), symbol: (unit: (typeof units)[number]) => (unit.state === 'learning' ? 'circle' : 'times') }),
      Plot.tip(units, Plot.pointer({ x: 'rank', y: 'mean', title: ({ unit, mean, state }) => `${layer}[${unit}]\n${tick(mean)}, ${state}` })),
    ],
    color: { type: 'identity' },
    symbol: { type: 'identity' },
  };
}
