import * as Plot from '@observablehq/plot';
import { element } from '../dom';
import type { Series } from '../series';

const swatch = (marks: Plot.Markish[]) => {
  const picture = Plot.plot({ width: 30, height: 14, axis: null, margin: 0, x: { domain: [0, 1] }, y: { domain: [0, 1] }, style: { background: 'none' }, marks });
  picture.setAttribute('aria-hidden', 'true');
  return picture as unknown as HTMLElement;
};

/** A piece of a line. */
export const stroke = (colour: string, dash = 'none') =>
  Plot.line([[0.03, 0.5], [0.97, 0.5]], { stroke: colour, strokeWidth: 1.75, strokeDasharray: dash });

/** A sample and what it stands for. */
export const item = (text: string, marks: Plot.Markish[]) => element('li', {}, swatch(marks), text);

/** Which colour and marker is which series, and whose curve is dashed where both kinds are drawn. */
export function legend(series: readonly Series[], kinds: { solid: string; dashed: string } | null): HTMLElement | null {
  const items = [
    ...(series.length > 1
      ? series.map(({ name, colour, symbol }) =>
          item(name, [stroke(colour), Plot.dot([[0.5, 0.5]], { fill: colour, symbol: symbol as Plot.SymbolType, r: 3.6 })]))
      : []),
    ...(kinds ? [item(kinds.solid, [stroke('currentColor')]), item(kinds.dashed, [stroke('currentColor', '5 4')])] : []),
  ];
  return items.length ? element('ul', { class: 'legend' }, ...items) : null;
}
