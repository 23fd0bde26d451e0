import * as Plot from '@observablehq/plot';
import type { CurveName, StudyFigure } from '../content';
import { measured } from '../format';
import { layerCurves } from '../layerCurves';
import { isDefined } from '../statistics';
import { frame } from './frame';
import { logTicks } from './logTicks';

/** A curve in every layer's panel. */
export interface LayerLine {
  name: string;
  curve: CurveName;
  colour: string;
  /** How the line is broken; a bound is, and has no band. */
  dash?: string;
}

export interface LayersOptions {
  label: string;
  log: boolean;
  input: number;
  width: number;
}

/** A panel narrower than this says nothing. */
const narrowest = 190;

/** A panel a layer, side by side, over epochs; all share one vertical axis. */
export function layersPlot(figure: StudyFigure, lines: readonly LayerLine[], { label, log, input, width }: LayersOptions): Plot.PlotOptions {
  const points = lines.flatMap((line) => layerCurves(figure, input, line.curve, log).map((point) => ({ ...point, line })));
  const values = points.flatMap(({ low, high }) => [low, high].filter(isDefined));
  const [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [1, 10];
  const domain = log ? [low / 1.6, high * 1.6] : [Math.min(0, low), Math.max(0.1, 1.08 * high)];
  const ticks = log ? logTicks(domain[0]!, domain[1]!) : 5;
  const exponents = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const power = (value: number) => {
    const exponent = Math.log10(value);
    if (Math.abs(exponent) < 3 || !Number.isInteger(Math.round(1e6 * exponent) / 1e6)) return String(Number(value.toPrecision(3)));
    const rounded = Math.round(exponent);
    return `10${rounded < 0 ? '⁻' : ''}${[...String(Math.abs(rounded))].map((digit) => exponents[Number(digit)]).join('')}`;
  };
  const last = Math.max(...figure.epochs, 1);
  return {
    ...frame,
    width: Math.max(width, narrowest * figure.layers.length + frame.marginLeft),
    height: 250,
    marginTop: 46,
    marginLeft: 56,
    x: { label: 'epochs', labelAnchor: 'right', labelArrow: 'none', domain: [0, last], tickSize: 0, ticks: Math.min(4, last), tickFormat: (epoch: number) => String(epoch), ...(last <= 4 ? { interval: 1 } : {}) },
    y: { label, labelArrow: 'none', ...(log ? { type: 'log' as const } : {}), domain },
    fx: { domain: figure.layers, label: null, padding: 0.09 },
    marks: [
      Plot.axisFx({ anchor: 'top', label: null, fontWeight: 600 }),
      Plot.gridY({ ticks }),
      Plot.axisY({ label, labelArrow: 'none', tickSize: 0, ticks, text: log ? power : (value: number) => String(value) }),
      Plot.areaY(points.filter(({ line, low, high }) => !line.dash && low !== high), {
        fx: 'layer',
        x: 'epoch',
        y1: 'low',
        y2: 'high',
        z: ({ line }) => line.name,
        fill: ({ line }) => line.colour,
        fillOpacity: 0.18,
      }),
      ...lines.map((line) =>
        Plot.line(points.filter((point) => point.line === line), {
          fx: 'layer',
          x: 'epoch',
          y: 'y',
          stroke: line.colour,
          strokeWidth: line.dash ? 1.4 : 1.9,
          ...(line.dash ? { strokeDasharray: line.dash } : {}),
        })),
      Plot.tip(points, Plot.pointer({
        lineHeight: 1.4,
        fx: 'layer',
        x: 'epoch',
        y: 'y',
        title: ({ line, layer, epoch, y }) => `${layer}, epoch ${epoch}\n${line.name} ${isDefined(y) ? measured(y) : '–'}`,
      })),
    ],
  };
}
