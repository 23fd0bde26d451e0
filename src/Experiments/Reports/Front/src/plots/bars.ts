import * as Plot from '@observablehq/plot';
import type { Format } from '../format';
import { orDash, tick } from '../format';
import { frame } from './frame';

/** One bar: its label, its value, its colour. */
export interface Bar {
  name: string;
  value: number | null;
  colour: string;
}

/** Horizontal bars from zero, each with its value at its end; an undefined value has no bar. */
export function barsPlot(bars: readonly Bar[], label: string, format: Format, width: number): Plot.PlotOptions {
  const longest = Math.max(...bars.map(({ name }) => name.length), 4);
  const room = Math.min(8 * longest + 14, 0.4 * width);
  return {
    ...frame,
    width,
    height: 36 * bars.length + frame.marginTop + frame.marginBottom,
    marginLeft: room,
    marginRight: 72,
    x: { label, labelAnchor: 'right', labelArrow: 'none', grid: true, zero: true, tickFormat: tick, ticks: Math.min(6, width / 90) },
    y: { domain: bars.map(({ name }) => name), padding: 0.35 },
    marks: [
      // Lengths of text are in em of 12 pixels.
      Plot.axisY({ label: null, tickSize: 0, lineWidth: (room - 10) / 12, textOverflow: 'ellipsis' }),
      Plot.barX(bars.filter(({ value }) => value !== null), { x: 'value', y: 'name', fill: 'colour', rx: 2 }),
      Plot.text(bars, {
        x: ({ value }) => value ?? 0,
        y: 'name',
        text: ({ value }) => orDash(value, format),
        textAnchor: 'start',
        dx: 6,
      }),
      Plot.ruleX([0]),
    ],
  };
}
